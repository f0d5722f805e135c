// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/procedure/rulebook.hpp"

namespace kaomado::procedure {

/// One difference between two editions.
struct Change {
    enum class Area {
        Procedure, ///< a procedure itself: title, who comes, when it is chosen, how it ends
        Paper,     ///< a paper that a procedure demands, or expressly does not
        StepUse,   ///< a step in a procedure
        Turn,      ///< a way into another procedure, a stop, what is fixed
        Step,      ///< a step in itself, wherever it stands
        Document,  ///< a paper in itself
        Order,
        Goal,
        Fact,
        Setting,
        Pin,
        Entry,
        Service,
        Word, ///< a role, a level, a reason to choose from
        Rule,
        Date,
        Body,
        Contact,
        Choice, ///< a question on the way to the procedure, why none fits, what is told besides
        Scenario,
        Edition
    };
    enum class What { Added, Removed, Moved, Altered };

    Area area = Area::Edition;
    std::string procedure;               ///< the one whose own it is; empty: of all
    std::vector<std::string> procedures; ///< those that it touches, as far as they can be named
    std::string subject, label;          ///< identifier, and what staff call it
    std::string part;                    ///< of the subject: "label", "when", …; empty: the subject itself
    What what = What::Altered;
    std::string before, after; ///< in words; Moved: the step that it came after, and comes after now
    /// 1: a clerk notices it before anything else; 0: hardly at all.
    unsigned notice = 0;
};

/// Every difference, in the order in which it is best told: procedure by procedure, then what they share.
/// Texts of conditions are in the language given. Two equal editions have none.
std::vector<Change> compare(const Rulebook& before, const Rulebook& after, Language language);

/// What a clerk notices first, most striking first.
std::vector<const Change*> firstNoticed(const std::vector<Change>& changes);

/// "procedure", "paper", …; "added", …
std::string_view nameOf(Change::Area area);
std::string_view nameOf(Change::What what);

} // namespace kaomado::procedure
