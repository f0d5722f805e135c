// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/error.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kaomado::app {

/// Exit code: a procedure did not reach its outcome, or a branch ended otherwise than it must.
inline constexpr int kRefused = 2;

/// Faults to be played, as --fault names them.
struct RehearseFaults {
    std::optional<unsigned> pullAt, killAtCommand, killAtEvent;
    std::map<unsigned, std::uint16_t> wrongStatusWord;
    bool wrongCard = false, pinHit = false;
    bool portalDown = false, portalSlow = false, portalUntrusted = false, portalReplay = false,
         portalRevoked = false;
    unsigned statusPending = 0;
};

/// Adds one: "pull@12", "kill@event:3", "kill@command:40", "wrong-sw@7=6F00", "status-pending",
/// "status-pending@2", "portal-down", "portal-slow", "portal-untrusted", "portal-replay", "portal-revoked",
/// "wrong-card", "pin-hit". @throws Error Fault::BadInput naming the forms
/// there are
void addFault(RehearseFaults& faults, const std::string& text);

/// The command line of `kaomado rehearse`.
struct RehearseOptions {
    std::string procedure;
    std::vector<std::string> given, faults;
    std::string branch;             ///< of that procedure; withBranch puts what it gives into the lists above
    std::filesystem::path branches; ///< a file of branches in place of the built-in one
    std::string profile;            ///< of the card to be made; empty: the usual one of the procedure
    bool json = false, list = false, all = false, progress = false;
    std::string reader = "virtual";
    std::filesystem::path card, data, ca;
    std::string portal; ///< empty: in this process without a wire; "embedded"; or a URL
    std::filesystem::path portalCertificate;
    std::string resume;
};

} // namespace kaomado::app
