// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado::server {

/// Why a request is turned away at the server's door. What goes wrong behind it is a Fault. Codes, status and
/// texts: libs/server/data/denials.json, shown in docs/faults.md.
enum class Denial {
    SignInNeeded,   // nobody has signed in, or the session has ended
    SignInRefused,  // the login name or the password is wrong
    AccountLocked,  // too many wrong passwords, for a time
    NotPermitted,   // somebody without the role, or a request that did not come from our own page
    NotFound,       // no such case, reader, card, account or page
    OtherMethod,    // the path is there, but not by this method
    RefusedByRules, // the rulebook does not allow it now; the reasons are told beside
    OtherHost,      // the request was sent to a name that is none of this server's
    KeyReused,      // an idempotency key came back with another request
    Overloaded,     // too much waits already; nothing of this request was done
};

/// what() is for the log and whoever looks for the cause; it names no person and no value.
class Denied final : public std::exception {
public:
    Denied(Denial denial, std::string detail) : denial_(denial), detail_(std::move(detail)) {}

    Denial denial() const noexcept { return denial_; }
    const char* what() const noexcept override { return detail_.c_str(); }

private:
    Denial denial_;
    std::string detail_;
};

struct DenialText {
    std::string name, code;           ///< as in the enum; "sign-in-needed"
    unsigned status = 0;              ///< of HTTP
    std::string title, cause, remedy; ///< Japanese
};
const DenialText& denialText(Denial denial);
/// Every one, in the order of the enum.
const std::vector<DenialText>& allDenials();

} // namespace kaomado::server
