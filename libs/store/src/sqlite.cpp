// SPDX-License-Identifier: Apache-2.0
#include "sqlite.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace kaomado::store {

namespace {

/// What an extended result code means to a caller.
Fault faultOf(int code) {
    switch (code) {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_BUSY_SNAPSHOT:
        return Fault::StorageConflict;
    default:
        return Fault::Storage;
    }
}

std::string hintOf(int code) {
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return " (no space left for the database)";
    case SQLITE_BUSY:
        return " (another process holds it for longer than the time-out)";
    case SQLITE_NOTADB:
        return " (the file is not a database)";
    case SQLITE_CORRUPT:
        return " (the file is damaged: restore a backup)";
    case SQLITE_READONLY:
        return " (no permission to write)";
    default:
        return "";
    }
}

[[noreturn]] void fail(sqlite3* db, int code, const std::string& what) {
    const int extended = db != nullptr ? sqlite3_extended_errcode(db) : code;
    const char* message = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    throw Error(faultOf(extended), what + ": " + message + hintOf(extended));
}

int sizeOf(std::size_t size) {
    if (size > 0x7FFFFFFF)
        throw Error(Fault::BadInput, "a value for the database is larger than 2 GiB");
    return static_cast<int>(size);
}

class SqliteDatabase;

class SqliteStatement final : public Statement {
public:
    SqliteStatement(SqliteDatabase& owner, sqlite3* db, std::string_view sql) : owner_(owner), db_(db) {
        const char* rest = nullptr;
        const int code = sqlite3_prepare_v3(db, sql.data(), sizeOf(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                            &statement_, &rest);
        if (code != SQLITE_OK)
            fail(db, code, "prepare");
        if (statement_ == nullptr)
            throw Error(Fault::Storage, "prepare: an empty statement");
    }
    ~SqliteStatement() override { sqlite3_finalize(statement_); }

private:
    /// Puts the statement back for the next run, and lets go of the parameters.
    class Reset {
    public:
        explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
        Reset(const Reset&) = delete;
        Reset& operator=(const Reset&) = delete;
        ~Reset() {
            sqlite3_reset(statement_);
            sqlite3_clear_bindings(statement_);
        }

    private:
        sqlite3_stmt* statement_;
    };

    std::int64_t execute(std::span<const Value> values, const Visitor& visit, Answer answer) override;
    std::int64_t step(std::span<const Value> values, const Visitor& visit) {
        const Reset reset(statement_);
        if (sqlite3_bind_parameter_count(statement_) != static_cast<int>(values.size()))
            throw Error(Fault::Storage, "the statement takes another number of parameters");
        for (std::size_t i = 0; i < values.size(); ++i)
            bind(static_cast<int>(i) + 1, values[i]);
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(statement_)) == SQLITE_ROW)
            if (visit && !visit(row()))
                return 0;
        if (code != SQLITE_DONE)
            fail(db_, code, "step");
        return sqlite3_stmt_readonly(statement_) != 0 ? 0 : sqlite3_changes64(db_);
    }

    void bind(int index, const Value& value) {
        // The values outlive the run, so nothing is copied.
        int code = SQLITE_OK;
        if (const auto* number = std::get_if<std::int64_t>(&value))
            code = sqlite3_bind_int64(statement_, index, *number);
        else if (const auto* text = std::get_if<std::string>(&value))
            code = sqlite3_bind_text(statement_, index, text->data(), sizeOf(text->size()), SQLITE_STATIC);
        else if (const auto* bytes = std::get_if<Bytes>(&value))
            code = bytes->empty() ? sqlite3_bind_zeroblob(statement_, index, 0)
                                  : sqlite3_bind_blob(statement_, index, bytes->data(), sizeOf(bytes->size()),
                                                      SQLITE_STATIC);
        else
            code = sqlite3_bind_null(statement_, index);
        if (code != SQLITE_OK)
            fail(db_, code, "bind");
    }

    Row row() const {
        std::vector<Value> values;
        const int count = sqlite3_column_count(statement_);
        values.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            values.push_back(column(i));
        return Row(std::move(values));
    }

    Value column(int index) const {
        const auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement_, index)); };
        switch (sqlite3_column_type(statement_, index)) {
        case SQLITE_NULL:
            return {};
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement_, index)};
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, index));
            return std::string(text, size());
        }
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, index));
            return bytes == nullptr ? Bytes{} : Bytes(bytes, bytes + size());
        }
        default:
            throw Error(Fault::Storage, "a column holds a fraction, which is not a type of ours");
        }
    }

    SqliteDatabase& owner_;
    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
};

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(const std::string& path, const OpenOptions& options) {
        const int flags = options.access == Access::Read ? SQLITE_OPEN_READONLY
                                                         : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        const int code =
            sqlite3_open_v2(path.c_str(), &db_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
        try {
            if (code != SQLITE_OK)
                fail(db_, code, path);
            sqlite3_busy_timeout(db_, static_cast<int>(options.busyTimeout.count()));
            sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
            script("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
            prepareFor(options.access, path, options.busyTimeout);
            script("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON");
            if (options.maxPages > 0)
                script("PRAGMA max_page_count = " + std::to_string(options.maxPages));
        } catch (...) {
            sqlite3_close_v2(db_);
            throw;
        }
    }
    ~SqliteDatabase() override {
        dropKept();
        sqlite3_close_v2(db_);
    }

    std::unique_ptr<Statement> prepare(std::string_view sql) override {
        return guarded([&] { return std::make_unique<SqliteStatement>(*this, db_, sql); });
    }

    void script(std::string_view sql) override {
        guarded([&] { control(std::string(sql)); });
    }

    void purgeDeleted(std::string_view) override {
        // The first column tells that another connection still reads in the log.
        if (query("PRAGMA wal_checkpoint(TRUNCATE)").at(0).integer(0) != 0)
            throw Error(Fault::Storage,
                        "what was deleted stays in the log while another program reads it; repeat");
    }

    bool hasTable(std::string_view name) override {
        return !query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1", name).empty();
    }

    std::vector<std::string> tables() override {
        std::vector<std::string> names;
        for (const Row& row : query("SELECT name FROM sqlite_master WHERE type = 'table'"
                                    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"))
            names.push_back(row.text(0));
        return names;
    }

    bool runsSideBySide() const override { return false; }

    using Database::guarded;

private:
    void prepareFor(Access access, const std::string& path, std::chrono::milliseconds timeout) {
        switch (access) {
        case Access::Shared:
            useWal(path, timeout);
            script("PRAGMA synchronous = FULL");
            return;
        case Access::Alone:
            beAlone(path);
            return;
        case Access::Read:
            query("SELECT count(*) FROM sqlite_master"); // no database at all shows with the first page
            return;
        }
    }

    /// Every connection of ours keeps a shared lock on the file for as long as it lives; in this mode the
    /// first access wants the whole. What is in the log comes into the file, and the log goes.
    void beAlone(const std::string& path) {
        const int code = sqlite3_exec(db_,
                                      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;"
                                      "PRAGMA synchronous = EXTRA; BEGIN EXCLUSIVE; COMMIT",
                                      nullptr, nullptr, nullptr);
        if ((code & 0xFF) == SQLITE_BUSY)
            throw Error(Fault::StorageConflict, path + ": another process has it open");
        if (code != SQLITE_OK)
            fail(db_, code, path);
    }

    /// The engine does not wait by itself when two processes turn a fresh file into WAL mode at once.
    void useWal(const std::string& path, std::chrono::milliseconds timeout) {
        const auto end = std::chrono::steady_clock::now() + timeout;
        for (;;) {
            const int code = sqlite3_exec(db_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
            if (code == SQLITE_OK)
                return;
            if ((code & 0xFF) != SQLITE_BUSY || std::chrono::steady_clock::now() > end)
                fail(db_, code, path);
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    }

    void control(const std::string& sql) override {
        if (const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
            fail(db_, code, "script");
    }
    void begin() override { control("BEGIN IMMEDIATE"); }
    /// The moment is that of the first reading, so one is made at once.
    void beginSnapshot() override { control("BEGIN; SELECT count(*) FROM sqlite_master"); }
    void commit() override { control("COMMIT"); }
    void holdName(std::string_view) override {} // one transaction at a time: it is held already
    void holdTable(std::string_view) override {}
    void rollback() noexcept override {
        // Some failures have undone the transaction already; a second ROLLBACK would only be an error.
        if (sqlite3_get_autocommit(db_) == 0)
            sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    }

    sqlite3* db_ = nullptr;
};

std::int64_t SqliteStatement::execute(std::span<const Value> values, const Visitor& visit, Answer) {
    return owner_.guarded([&] { return step(values, visit); });
}

/// The engine makes its files with the permissions of the first; so that one is made for the owner alone.
/// Without opening it: a process that closes any descriptor of a file loses all its locks on it (POSIX),
/// those of its other connections too.
void makePrivate(const std::string& path) {
    if (::mknod(path.c_str(), S_IFREG | 0600, 0) != 0 && errno != EEXIST)
        throw Error(Fault::Storage, path + ": " + std::strerror(errno));
}

} // namespace

std::unique_ptr<Database> openSqlite(const std::string& path, const OpenOptions& options) {
    if (path != ":memory:" && options.access != Access::Read)
        makePrivate(path);
    return std::make_unique<SqliteDatabase>(path, options);
}

} // namespace kaomado::store
