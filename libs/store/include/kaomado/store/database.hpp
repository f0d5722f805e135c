// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/store/value.hpp"

#include <array>
#include <functional>
#include <map>
#include <memory>

namespace kaomado::store {

/// A prepared statement. Parameters are written ?1, ?2 … in the SQL of every engine.
/// Faults: Fault::StorageConflict for a key that is already there, or when the engine undid one of two
/// transactions that stood in each other's way; Fault::BadInput for a text with a zero byte;
/// Fault::StorageUnknown when the connection broke and a statement outside a transaction may have been
/// written; Fault::Storage for everything else (full, locked by another process, not a database, damaged,
/// wrong SQL). The detail holds no parameter. After a fault inside a transaction that transaction can only be
/// undone.
class Statement {
public:
    Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    virtual ~Statement() = default;

    /// Runs to the end. @return rows inserted, updated or deleted
    template <class... Args>
    std::int64_t run(const Args&... args) {
        const std::array<Value, sizeof...(Args)> values{toValue(args)...};
        return execute(values, {}, Answer::Whole);
    }
    /// Every row of the answer.
    template <class... Args>
    Rows query(const Args&... args) {
        const std::array<Value, sizeof...(Args)> values{toValue(args)...};
        Rows rows;
        const auto keep = [&](Row row) {
            rows.push_back(std::move(row));
            return true;
        };
        execute(values, keep, Answer::Whole);
        return rows;
    }
    /// Row after row without keeping them; the visitor returns false to stop (an engine may still have to
    /// finish the answer: use LIMIT where you can). The visitor does not use the database.
    using Visitor = std::function<bool(Row)>;
    template <class... Args>
    void forEach(const Visitor& visit, const Args&... args) {
        const std::array<Value, sizeof...(Args)> values{toValue(args)...};
        execute(values, visit, Answer::OneByOne);
    }
    /// run with parameters whose number is known only then.
    std::int64_t runWith(std::span<const Value> values) { return execute(values, {}, Answer::Whole); }

protected:
    enum class Answer { Whole, OneByOne }; ///< whether the answer may be held in memory

private:
    virtual std::int64_t execute(std::span<const Value> values, const Visitor& visit, Answer answer) = 0;
};

enum class Access {
    Shared, ///< beside others: the ordinary way
    Alone,  ///< while nobody else has it open, and nobody can; on SQLite all of it is then in the one file
    Read    ///< changes nothing; on SQLite the file is there already
};

struct OpenOptions {
    Access access = Access::Shared;
    std::chrono::milliseconds busyTimeout{5000}; ///< how long to wait for another process's write
    std::int64_t maxPages = 0;                   ///< SQLite: upper bound of the file in pages, 0 = the disk's
};

/// One connection. @thread one connection, one thread
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    /// A statement of one's own, e.g. for forEach or for a tight loop. It must not outlive the database.
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;

    /// Several statements at once, without parameters: schema work.
    virtual void script(std::string_view sql) = 0;

    /// run and query with a statement that stays prepared for the next time.
    template <class... Args>
    std::int64_t run(std::string_view sql, const Args&... args) {
        return kept(sql).run(args...);
    }
    template <class... Args>
    Rows query(std::string_view sql, const Args&... args) {
        return kept(sql).query(args...);
    }

    /// Overwrites what was deleted from a table, as far as the engine can: SQLite its file and its own log;
    /// PostgreSQL the table's file, not its log nor what was copied elsewhere. Not inside a transaction.
    virtual void purgeDeleted(std::string_view table) = 0;

    virtual bool hasTable(std::string_view name) = 0;
    /// Names of all tables, sorted; the engine's own are not among them.
    virtual std::vector<std::string> tables() = 0;
    /// Whether transactions run side by side, or one at a time.
    virtual bool runsSideBySide() const = 0;

    /// Before the first migration: what the engine needs so that the common SQL is understood.
    virtual void prepareSchema() {}

protected:
    void dropKept() { kept_.clear(); }
    bool inTransaction() const { return depth_ > 0; }

    /// Every statement runs through here: none inside the visitor of another, none after one has failed in
    /// the same transaction.
    template <class Work>
    auto guarded(Work work) {
        const Busy busy(*this);
        try {
            return work();
        } catch (...) {
            failedAt_ = depth_;
            throw;
        }
    }

private:
    friend class Transaction;
    friend class Snapshot;
    class Busy {
    public:
        explicit Busy(Database& db);
        Busy(const Busy&) = delete;
        Busy& operator=(const Busy&) = delete;
        ~Busy() { db_.busy_ = false; }

    private:
        Database& db_;
    };

    virtual void begin() = 0;
    /// A transaction that reads one moment and keeps nobody from writing.
    virtual void beginSnapshot() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    /// A SAVEPOINT, RELEASE or ROLLBACK TO.
    virtual void control(const std::string& sql) = 0;
    virtual void holdName(std::string_view name) = 0;
    virtual void holdTable(std::string_view table) = 0;
    Statement& kept(std::string_view sql);

    std::map<std::string, std::unique_ptr<Statement>, std::less<>> kept_;
    unsigned depth_ = 0;
    unsigned failedAt_ = 0; ///< depth at which a statement failed; 0 = none did
    bool busy_ = false;
};

/// Everything until commit() happens or nothing does. A transaction inside another is a savepoint of it.
/// When commit() has returned at the outermost one, the data are on the disk.
///
/// On SQLite the write lock is taken at once, so one transaction runs at a time. On PostgreSQL they run side
/// by side and each statement sees what others have committed before it: what must hold between two
/// transactions is a unique key, or one of the two holds below.
class Transaction {
public:
    explicit Transaction(Database& db);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    /// Undone unless committed.
    ~Transaction();

    /// @throws Error Fault::Storage: the work is undone. Fault::StorageUnknown: the connection broke (or a
    /// standby was not waited for) and nobody can say; do the same again by the same keys, or read.
    void commit();

    /// Waits until no other transaction holds the name, and holds it to the end of this one.
    void hold(std::string_view name) { db_.holdName(name); }
    /// The same for writing to a table: nobody else writes to it until the end, whether he holds it or not.
    void holdTable(std::string_view table) { db_.holdTable(table); }

private:
    Database& db_;
    unsigned level_;
    bool open_ = true;
};

/// What is read while it lives is of one moment, whoever writes meanwhile, and nobody waits for it. Nothing
/// is written, and no transaction begun, in it.
class Snapshot {
public:
    explicit Snapshot(Database& db);
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot();

private:
    Database& db_;
};

/// "sqlite:PATH", a bare path, or ":memory:": the file is made when absent, readable by its owner only; WAL,
/// synchronous=FULL, foreign keys on.
/// "postgresql://…": what libpq understands, several hosts included; of those the one that can be written to
/// unless target_session_attrs says otherwise. synchronous_commit=on, no statement time-out. A connection
/// that broke is made anew with the next transaction.
/// @throws Error Fault::Configuration for another scheme or a server that would lose data (fsync=off);
/// Fault::StorageConflict when somebody has it who wants it alone, or wants it alone while somebody has it;
/// Fault::Storage when it cannot be opened or is no database
std::unique_ptr<Database> openDatabase(std::string_view address, const OpenOptions& options = {});

/// The path in the address of a file; nothing for a server or for ":memory:".
std::optional<std::string> fileOf(std::string_view address);

} // namespace kaomado::store
