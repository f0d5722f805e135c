// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/database/test_database.hpp"

#include <poll.h>

#include <atomic>
#include <future>

namespace kaomado::test {

/// Asks again until it is so; the time only bounds a failure.
inline bool soon(const std::function<bool()>& so) {
    for (int i = 0; i < 3000 && !so(); ++i)
        ::poll(nullptr, 0, 10);
    return so();
}

/// While it lives, every commit to the process's server waits for a standby that does not exist.
class MissingStandby {
public:
    MissingStandby() {
        set("nobody");
        untilACommitWaits();
    }
    MissingStandby(const MissingStandby&) = delete;
    MissingStandby& operator=(const MissingStandby&) = delete;
    ~MissingStandby() { set(""); }

    /// Until a commit waits.
    bool isWaitedFor() {
        return soon([&] { return !admin_->query(std::string("SELECT 1") + kWaiting).empty(); });
    }
    /// Ends the sessions whose commits wait, as when the server's machine is lost. @return how many
    std::size_t endWaiting() {
        return admin_->query(std::string("SELECT pg_terminate_backend(pid, 20000)") + kWaiting).size();
    }

private:
    static constexpr const char* kWaiting = " FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    void set(const std::string& names) {
        admin_->script("ALTER SYSTEM SET synchronous_standby_names = '" + names + "'");
        admin_->query("SELECT pg_reload_conf()");
        soon([&] { return admin_->query("SHOW synchronous_standby_names").at(0).text(0) == names; });
    }

    /// The server's checkpointer decides whether commits wait, and it reads the setting when it gets to it:
    /// the session that set it knows earlier. So commits of our own are made until one of them waits.
    void untilACommitWaits() {
        std::atomic<bool> enough = false;
        auto probe = std::async(std::launch::async, [&] {
            const auto session = store::openDatabase(postgresServer().address());
            while (!enough)
                session->query("SELECT pg_logical_emit_message(true, 'probe', '')");
        });
        isWaitedFor();
        enough = true;
        // A broken connection is tried once more, so the commit may wait a second time.
        while (probe.wait_for(std::chrono::milliseconds(10)) != std::future_status::ready)
            endWaiting();
        try {
            probe.get();
        } catch (const Error&) {
            // The session was ended while its commit waited: what this was for.
        }
    }

    std::unique_ptr<store::Database> admin_ = store::openDatabase(postgresServer().address());
};

} // namespace kaomado::test
