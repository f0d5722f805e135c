// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/server/tables.hpp"
#include "kaomado/store/writer.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace kaomado::server {

/// One database for many threads: connections are lent, and on an engine with one writer at a time everybody
/// writes through one thread. @thread any
class Storage {
public:
    /// Migrates. @throws Error as store::openDatabase, store::migrate
    Storage(std::string address, const Clock& clock);

    /// A connection of one's own until the result is destroyed.
    class Lent {
    public:
        Lent(Storage& from, std::unique_ptr<store::Database> db) : from_(from), db_(std::move(db)) {}
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        ~Lent() { from_.giveBack(std::move(db_)); }
        store::Database& operator*() const { return *db_; }
        store::Database* operator->() const { return db_.get(); }

    private:
        Storage& from_;
        std::unique_ptr<store::Database> db_;
    };
    Lent lend();

    std::unique_ptr<store::Database> connect() const { return store::openDatabase(address_); }

    /// Where `db` writes: itself, or through the thread that writes for all.
    void write(store::Database& db, const store::Writer::Work& work);
    /// Null where every connection writes by itself.
    store::Writer* sharedWriter() { return writer_.get(); }
    store::GroupWriter::Counts writes() const;

private:
    void giveBack(std::unique_ptr<store::Database> db);

    std::string address_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<store::Database>> idle_;
    std::unique_ptr<store::GroupWriter> writer_;
};

} // namespace kaomado::server
