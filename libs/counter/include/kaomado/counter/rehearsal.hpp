// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/counter.hpp"

#include <set>

namespace kaomado::counter {

/// A procedure to be rehearsed, and what is different from the ordinary case.
struct Script {
    std::string procedure;                                ///< "P04", …
    procedure::Facts given{};                             ///< wins over the usual answers
    std::set<std::string> withheld{};                     ///< papers that are not brought
    std::map<std::string, procedure::Facts> attributes{}; ///< of papers, e.g. signed = no
};

/// Reads "fact=value", "PAPER=no" and "PAPER.attribute=value" into a script.
/// @throws Error Fault::BadInput naming what is not known, and what is
void give(Script& script, const procedure::Rulebook& rulebook, std::string_view assignment);

/// One thing that was tried, for whoever watches.
struct StepReport {
    enum class Outcome { Done, Failed, Refused, Fault } outcome = Outcome::Done;
    std::string step, label;
    std::vector<std::string> rules;
    std::optional<chip::ChipReading> before{}, after{}; ///< newest readings in the log
    std::vector<std::string> notes{};
    std::vector<procedure::Reason> reasons{}; ///< Refused
    std::string detail{};                     ///< Failed: reason; Fault: code
};

struct Rehearsed {
    CaseKey key;
    procedure::CaseState state{};
    bool reached = false;                     ///< the procedure came to its own outcome
    std::vector<procedure::Reason> reasons{}; ///< why not
};

/// How a case ended, or how it stands while it has not: "returned", "suspended", "open", ….
std::string_view endOf(const procedure::CaseState& state);

/// A clerk who knows the papers and answers the questions, so that a procedure can be run without anybody at
/// the counter: the same Counter, engine, lock and card as in earnest. Usual answers:
/// libs/counter/data/rehearsal.json. A card that was pulled or mistaken is put back; what fails three times
/// in a row is given up, and the case is withdrawn or suspended as the rulebook allows.
class Rehearsal {
public:
    using Watch = std::function<void(const StepReport&)>;
    Rehearsal(Counter& counter, const procedure::Rulebook& rulebook, procedure::Officer officer,
              Script script, Watch watch = {});

    /// From the beginning. @throws Error faults that no clerk can mend (storage, settings, defects)
    Rehearsed run();
    /// Goes on with a case that was interrupted.
    Rehearsed resume(const CaseKey& key);

private:
    struct Loop;

    Counter& counter_;
    const procedure::Rulebook& rulebook_;
    procedure::Officer officer_;
    Script script_;
    Watch watch_;
};

} // namespace kaomado::counter
