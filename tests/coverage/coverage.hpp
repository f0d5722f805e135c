// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/rulebook.hpp"

#include <set>

namespace kaomado::coverage {

/// One rule: where it is said to live, whether that is true, and which scenarios test it.
struct RuleRow {
    struct Claim {
        std::string home; ///< "P04 S16_lock, P05 …", "note", or a path
        bool holds = false;
    };
    std::string id;
    char mark = 'S';
    std::vector<Claim> claims;
    std::vector<std::string> scenarios;

    bool atHome() const; ///< claims something, and all of it is true
};

struct Report {
    std::vector<RuleRow> guideline; ///< in the order of the catalogue
    std::vector<RuleRow> beyond;    ///< chapter 13
    std::vector<std::string> scenarios, untested;
    std::vector<std::string> switchesUntested; ///< R-X-… with a switch and no test X_nn_…
};

/// Identifiers that some test under this folder has in its name: "P-042" for P_042_…, "X-12" for X_12_….
std::set<std::string> testedUnder(const std::filesystem::path& folder);

/// Whether a file, or some file of a folder, names an identifier as a whole word.
bool names(const std::filesystem::path& fileOrFolder, const std::string& identifier);

Report report(const procedure::Rulebook& book, const std::filesystem::path& root);

/// What is known to be missing: identifiers, one a line; # begins a comment.
std::set<std::string> readGaps(const std::filesystem::path& file);

/// What is wrong, each with what to do about it: something missing that the gaps do not list. No gap excuses
/// a rule that claims no home, or that no scenario tests.
std::vector<std::string> complaints(const Report& report, const std::set<std::string>& gaps);

/// Lines of the gaps that can go: what they name is there.
std::vector<std::string> closed(const Report& report, const std::set<std::string>& gaps);

/// The table, and its sums.
std::string text(const Report& report);

} // namespace kaomado::coverage
