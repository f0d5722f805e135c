// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/pwlocker/help_desk.hpp"

#include <filesystem>

namespace kaomado::pwlocker {

/// The operating manual that errors point to (R-LOCK-11); its edition changes (R-TIME-07).
struct Manual {
    std::string title, edition, chapter;
};

struct Settings {
    Manual manual;
    HelpDesk helpDesk;
    /// A file that only a prepared integrated terminal has; empty: none is demanded (R-LOCK-02, R-TIME-08).
    std::filesystem::path marker;
    bool refuseWithSignatureCertificate = true; ///< otherwise staff is warned (R-SET-01)
    std::chrono::seconds waitForCard{60};       ///< for a card that was pulled to come back (R-LOCK-15)

    /// The defaults compiled in.
    static Settings builtIn();
    /// The defaults with the members that `json` gives instead. Members that the defaults do not have are
    /// refused. @throws Error Fault::Configuration naming place and remedy
    static Settings with(std::string_view json, std::string_view name);
};

} // namespace kaomado::pwlocker
