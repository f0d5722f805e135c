// SPDX-License-Identifier: Apache-2.0
#include "kaomado/store/database.hpp"

#include "postgres.hpp"
#include "sqlite.hpp"

namespace kaomado::store {

namespace {
std::string savepoint(const char* verb, unsigned level) {
    return std::string(verb) + " level" + std::to_string(level);
}
} // namespace

Database::Busy::Busy(Database& db) : db_(db) {
    if (db.busy_)
        throw Error(Fault::Internal, "the database is used inside the visitor of a statement");
    if (db.failedAt_ > 0)
        throw Error(Fault::Storage, "a statement of this transaction has failed; it can only be undone");
    db.busy_ = true;
}

Statement& Database::kept(std::string_view sql) {
    auto found = kept_.find(sql);
    if (found == kept_.end())
        found = kept_.emplace(std::string(sql), prepare(sql)).first;
    return *found->second;
}

Transaction::Transaction(Database& db) : db_(db), level_(db.depth_) {
    if (level_ == 0)
        db_.begin();
    else
        db_.script(savepoint("SAVEPOINT", level_));
    ++db_.depth_;
}

Transaction::~Transaction() {
    if (!open_)
        return;
    --db_.depth_;
    if (db_.failedAt_ > level_)
        db_.failedAt_ = 0;
    if (level_ == 0) {
        db_.rollback();
        return;
    }
    try {
        db_.control(savepoint("ROLLBACK TO", level_));
        db_.control(savepoint("RELEASE", level_));
    } catch (const Error&) {
        // The engine has already undone the whole transaction (disk full, say); the outer commit will fail.
        return;
    }
}

void Transaction::commit() {
    if (!open_)
        throw Error(Fault::Internal, "a transaction is committed once");
    if (db_.failedAt_ > 0)
        throw Error(Fault::Storage, "a statement of this transaction has failed; nothing was written");
    if (level_ == 0)
        db_.commit();
    else
        db_.script(savepoint("RELEASE", level_));
    open_ = false;
    --db_.depth_;
}

Snapshot::Snapshot(Database& db) : db_(db) {
    if (db.depth_ > 0)
        throw Error(Fault::Internal, "a snapshot begins outside of a transaction");
    db_.beginSnapshot();
    ++db_.depth_;
}

Snapshot::~Snapshot() {
    --db_.depth_;
    db_.failedAt_ = 0;
    db_.rollback();
}

std::optional<std::string> fileOf(std::string_view address) {
    constexpr std::string_view kSqlite = "sqlite:";
    if (address.starts_with(kSqlite))
        address.remove_prefix(kSqlite.size());
    else if (address.find("://") != std::string_view::npos)
        return std::nullopt;
    return address == ":memory:" ? std::nullopt : std::optional<std::string>(address);
}

std::unique_ptr<Database> openDatabase(std::string_view address, const OpenOptions& options) {
    constexpr std::string_view kSqlite = "sqlite:";
    if (address.starts_with(kSqlite))
        return openSqlite(std::string(address.substr(kSqlite.size())), options);
    if (address.starts_with("postgresql://") || address.starts_with("postgres://"))
        return openPostgres(std::string(address), options);
    if (address.empty() || address.find("://") != std::string_view::npos)
        throw Error(Fault::Configuration,
                    "database address: give a file path, sqlite:PATH or postgresql://USER@HOST/DATABASE");
    return openSqlite(std::string(address), options);
}

} // namespace kaomado::store
