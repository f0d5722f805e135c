// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <optional>

namespace kaomado::test {

/// A PostgreSQL of one's own in a temporary folder: as an unprivileged user (the server refuses root), on a
/// socket that nobody else knows, with fsync on. It is stopped by its pid, and dies with the thread that
/// started it.
class PostgresServer {
public:
    /// `settings`: lines of postgresql.conf, e.g. {"shared_buffers", "256MB"}.
    explicit PostgresServer(const std::map<std::string, std::string>& settings = {});
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer();

    /// For store::openDatabase. `parameters`: more of the URL's query, e.g. "&connect_timeout=1".
    std::string address(const std::string& parameters = {}) const;
    /// What libpq understands as a host.
    std::string socketFolder() const { return dir_ / "data"; }

    void start();
    /// SIGKILL to the server, as when the machine dies; its children follow by themselves.
    void kill();

    /// Its data files, to look for what should not be there.
    std::filesystem::path dataFolder() const { return dir_ / "data"; }

private:
    Arguments unprivileged(Arguments command) const;
    void waitUntilReady() const;

    TempDir dir_;
    std::optional<Background> server_;
};

} // namespace kaomado::test
