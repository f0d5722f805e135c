// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/counter/card_session.hpp"
#include "kaomado/server/http.hpp"

#include <optional>
#include <set>
#include <vector>

namespace kaomado::server {

/// A reader that the program has beside the virtual ones.
struct RealReader {
    std::string name; ///< small letters, digits and hyphens
    std::unique_ptr<counter::CardReader> reader;
};

struct ServerSettings {
    std::string database; ///< as store::openDatabase
    /// Keys, what papers are printed with (papers/, see counter::Stationery), and in training the CA and the
    /// tray.
    std::filesystem::path data;
    std::string municipality;    ///< five digits; empty: the one that the database is of
    bool training = false;       ///< for good: a database is of a training municipality or never
    unsigned virtualReaders = 0; ///< in training only
    std::vector<RealReader> readers{};
    /// Names by which it is reached, in small letters, besides numbers and localhost; others are answered
    /// 421.
    std::set<std::string, std::less<>> hosts{};
    bool secure = false; ///< reached by HTTPS only: the cookie says so
    std::string version;
    /// Of checking a password; less in tests.
    unsigned long long passwordPasses = 3;
    std::size_t passwordBytes = 64UL * 1024 * 1024;
    std::chrono::milliseconds heartbeat{10'000}; ///< of event streams, and of what is done now and then
    /// Lines for the log, JSON, without personal data. @thread any
    std::function<void(const std::string&)> log{};
};

/// What is printed once when the first start made an account.
struct FirstAccount {
    std::string login, oneTimePassword;
};

/// The counter server without its socket: a request goes in, an answer comes out. @thread any
class CounterServer {
public:
    /// @throws Error Fault::Configuration (no municipality; training on a database of real work or the
    /// reverse; nothing that reads cards); as store::openDatabase, store::migrate
    CounterServer(ServerSettings settings, const Clock& clock);
    CounterServer(const CounterServer&) = delete;
    CounterServer& operator=(const CounterServer&) = delete;
    ~CounterServer();

    const std::optional<FirstAccount>& firstAccount() const;

    /// Never throws.
    Answer answer(const Request& request);

    /// Ends the event streams; requests are answered still.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// Login names and passwords of a training municipality: data/demonstration.json. Anybody may know them.
struct DemonstrationAccount {
    std::string login, name, password;
    std::vector<std::string> roles;
};
const std::vector<DemonstrationAccount>& demonstrationAccounts();

} // namespace kaomado::server
