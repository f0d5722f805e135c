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
/// Faults: Fault::StorageConflict for a key that is already there; Fault::Storage for everything else (full,
/// locked by another process, not a database, damaged, wrong SQL). The detail holds no parameter.
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
        return execute(values, {});
    }
    /// Every row of the answer.
    template <class... Args>
    Rows query(const Args&... args) {
        const std::array<Value, sizeof...(Args)> values{toValue(args)...};
        Rows rows;
        execute(values, [&](Row row) {
            rows.push_back(std::move(row));
            return true;
        });
        return rows;
    }
    /// Row after row without keeping them; the visitor returns false to stop. The statement is not used again
    /// inside the visitor.
    using Visitor = std::function<bool(Row)>;
    template <class... Args>
    void forEach(const Visitor& visit, const Args&... args) {
        const std::array<Value, sizeof...(Args)> values{toValue(args)...};
        execute(values, visit);
    }

private:
    virtual std::int64_t execute(std::span<const Value> values, const Visitor& visit) = 0;
};

struct OpenOptions {
    std::chrono::milliseconds busyTimeout{5000}; ///< how long to wait for another process's write
    std::int64_t maxPages = 0;                   ///< upper bound of the file in pages, 0 = the disk's
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

    /// Overwrites what was deleted, also in the engine's own log, as far as the engine can.
    virtual void purgeDeleted() = 0;

protected:
    void dropKept() { kept_.clear(); }

private:
    friend class Transaction;
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    Statement& kept(std::string_view sql);

    std::map<std::string, std::unique_ptr<Statement>, std::less<>> kept_;
    unsigned depth_ = 0;
};

/// Everything until commit() happens or nothing does. The write lock is taken at once, so that nothing read
/// inside can change before the commit. A transaction inside another is a savepoint of it.
/// When commit() has returned at the outermost one, the data are on the disk.
class Transaction {
public:
    explicit Transaction(Database& db);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    /// Undone unless committed.
    ~Transaction();

    /// @throws Error Fault::Storage; the work is then undone
    void commit();

private:
    Database& db_;
    unsigned level_;
    bool open_ = true;
};

/// "sqlite:PATH", a bare path, or ":memory:". The file is made when absent, readable by its owner only; WAL,
/// synchronous=FULL, foreign keys on.
/// @throws Error Fault::Configuration for another scheme, Fault::Storage when it cannot be opened or is no
/// database
std::unique_ptr<Database> openDatabase(std::string_view address, const OpenOptions& options = {});

} // namespace kaomado::store
