// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/database.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace kaomado::store {

/// Where pieces of work become durable.
class Writer {
public:
    /// Reads and writes as it likes, opens no transaction that outlives it, and may be run again when a first
    /// attempt was undone.
    using Work = std::function<void(Database&)>;

    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    virtual ~Writer() = default;

    /// Runs the work in a transaction and returns when it is on the disk.
    /// @throws what the work throws, having undone it; or as Transaction::commit
    virtual void write(const Work& work) = 0;
};

/// Each piece in a transaction of its own, in the caller's thread on the caller's connection: where few
/// write, or where the server itself joins the commits of many connections (PostgreSQL).
/// @thread as the database
class DirectWriter final : public Writer {
public:
    explicit DirectWriter(Database& db) : db_(db) {}
    void write(const Work& work) override;

private:
    Database& db_;
};

/// One thread that writes for many: it takes what waits, gives each piece a savepoint, commits once and
/// answers all. Waiting for the disk is what a commit costs, and a file has one writer at a time: many
/// counters in one process on SQLite.
/// @thread any number may write at once; it outlives them
class GroupWriter final : public Writer {
public:
    /// `db`: the thread's own connection, to the database that the others read.
    explicit GroupWriter(std::unique_ptr<Database> db);
    /// What waits is still written.
    ~GroupWriter() override;

    /// A piece that throws is undone alone. A commit that fails undoes all that it held and tells each.
    void write(const Work& work) override;

    /// For metrics.
    struct Counts {
        std::uint64_t written = 0, commits = 0;
        std::size_t waiting = 0;
    };
    Counts counts() const;

private:
    struct Piece {
        const Work& work;
        std::exception_ptr failure{};
        bool answered = false;
    };
    void serve();
    void writeTogether(const std::vector<Piece*>& pieces);

    std::unique_ptr<Database> db_;
    mutable std::mutex mutex_;
    std::condition_variable something_, answers_;
    std::vector<Piece*> waiting_;
    Counts counts_;
    bool stopping_ = false;
    std::thread thread_; ///< last: it uses all of the above
};

} // namespace kaomado::store
