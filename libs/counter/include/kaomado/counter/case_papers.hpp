// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/form_values.hpp"
#include "kaomado/counter/stationery.hpp"
#include "kaomado/procedure/engine.hpp"

namespace kaomado::counter {

/// A form as a case sees it.
struct CasePaper {
    /// Demanded, OneOf, Undecided, Noted: a document of the case, see procedure::PaperView. Advised: a step
    /// of the case calls for it. Other: may be printed as well.
    enum class Need { Demanded, OneOf, Undecided, Noted, Advised, Other };

    const forms::Form* form = nullptr; ///< of the stationery
    Need need = Need::Other;
    std::string why;                ///< Japanese; may be empty
    std::vector<std::string> rules; ///< that want it, or else those that the form is made for
    std::vector<std::string> steps; ///< of the case: before which it is needed, or which call for it
    bool handedIn = false;
};
/// "demanded", "one_of", …
std::string_view nameOf(CasePaper::Need need);

/// Every form in force on the day of `context`: first the documents of the case in their order, then what its
/// steps call for, then the rest.
std::vector<CasePaper> papersOf(const Stationery& stationery, const procedure::Rulebook& rulebook,
                                const procedure::CaseState& state, const procedure::Context& context);

/// What is kept of a case.
struct CaseRecord {
    CaseKey key;
    std::vector<procedure::Event> events; ///< at least one
    std::optional<PersonalAttributes> person;
};
/// For a form of the case: filled with what is known, with the parts for who came, its number as a QR code.
forms::Order orderOf(const Stationery& stationery, const forms::Form& form, const CaseRecord& record,
                     Instant now);
/// Without a case: blank, but for the office's own name.
forms::Order blankOrder(const Stationery& stationery, Instant now);

} // namespace kaomado::counter
