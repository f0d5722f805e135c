// SPDX-License-Identifier: Apache-2.0
#include "support/database/postgres_server.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/store/database.hpp>

#include <poll.h>
#include <pwd.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace kaomado::test {

namespace {

const std::string kBin = "/usr/lib/postgresql/15/bin/";
constexpr std::chrono::seconds kLimit{60};

const passwd& postgresUser() {
    const passwd* user = ::getpwnam("postgres");
    if (user == nullptr)
        throw std::runtime_error("there is no user postgres; the package postgresql-15 makes it");
    return *user;
}

void giveToServer(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    if (::geteuid() == 0 && ::chown(folder.c_str(), postgresUser().pw_uid, postgresUser().pw_gid) != 0)
        throw std::runtime_error("the server's folder cannot be given to it");
}

} // namespace

PostgresServer::PostgresServer(const std::map<std::string, std::string>& settings) {
    giveToServer(dataFolder());
    const Finished made = run(
        unprivileged({kBin + "initdb", "--pgdata", dataFolder(), "--auth", "trust", "--username", "kaomado",
                      "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"}),
        {}, {}, kLimit);
    if (made.exitCode != 0)
        throw std::runtime_error("initdb: " + made.err);
    std::string lines =
        "listen_addresses = ''\nunix_socket_directories = '" + socketFolder() +
        "'\nfsync = on\nshared_buffers = '16MB'\nmax_wal_size = '128MB'\nlog_min_messages = fatal\n"
        "deadlock_timeout = '50ms'\nrecovery_init_sync_method = syncfs\n";
    for (const auto& [name, value] : settings)
        lines += name + " = '" + value + "'\n";
    replaceFile(dir_ / "kaomado.conf", viewOf(lines)); // the folder is readable by all, the file must be too
    std::filesystem::permissions(dir_ / "kaomado.conf", std::filesystem::perms{0644});
    start();
}

PostgresServer::~PostgresServer() {
    if (server_)
        server_->stop(SIGQUIT, kLimit); // at once, without writing anything: nobody needs the data
}

/// setpriv is replaced by the program, so that the pid is the program's.
Arguments PostgresServer::unprivileged(Arguments command) const {
    Arguments whole{"setpriv", "--pdeathsig", "QUIT"};
    if (::geteuid() == 0)
        for (const char* part : {"--reuid", "postgres", "--regid", "postgres", "--init-groups"})
            whole.emplace_back(part);
    whole.emplace_back("--");
    whole.insert(whole.end(), std::make_move_iterator(command.begin()),
                 std::make_move_iterator(command.end()));
    return whole;
}

void PostgresServer::start() {
    server_.emplace(unprivileged({kBin + "postgres", "-D", dataFolder(), "-c",
                                  "config_file=" + (dir_ / "kaomado.conf").string(), "-c",
                                  "hba_file=" + (dataFolder() / "pg_hba.conf").string()}),
                    Environment{}, dir_ / "log");
    waitUntilReady();
}

void PostgresServer::kill() {
    server_->stop(SIGKILL, kLimit);
    server_.reset();
}

std::string PostgresServer::address(const std::string& parameters) const {
    return "postgresql:///postgres?host=" + socketFolder() + "&user=kaomado" + parameters;
}

void PostgresServer::waitUntilReady() const {
    const auto end = std::chrono::steady_clock::now() + kLimit;
    for (;;) {
        try {
            store::openDatabase(address());
            return;
        } catch (const Error& error) {
            if (error.fault() != Fault::Storage)
                return; // it answers, but is not to our liking: that is the test's affair
            if (std::chrono::steady_clock::now() > end)
                throw std::runtime_error(std::string("PostgreSQL does not start: ") + error.what() + "\n" +
                                         readTextFile(dir_ / "log"));
        }
        ::poll(nullptr, 0, 10); // asked again until the limit: the server tells nobody that it is ready
    }
}

} // namespace kaomado::test
