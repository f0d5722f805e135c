// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

namespace kaomado::proof {

/// A combination of facts under which the papers of a procedure contradict themselves.
struct PaperFinding {
    std::string procedure, what;
    std::string given; ///< "ins_wanted=yes pin_known=no", the facts that were looked at
};

struct PaperReport {
    std::map<std::string, std::size_t> combinations; ///< tried, by procedure
    std::vector<PaperFinding> findings;              ///< one for each procedure and contradiction
    bool holds() const { return findings.empty(); }
};

/// Asks for the papers of every procedure under every combination of what the answer depends on: facts said,
/// not said, read from the chip, steps, sheets that are two papers in one, and every yes/no setting of a
/// municipality. Never is a paper both demanded and not needed; always there are sheets that satisfy
/// everything demanded; once all is known nothing is undecided. Only facts that the engine looks at are
/// varied. Some seconds; deterministic. @thread any
PaperReport provePapers(const procedure::Rulebook& book);

/// The report in lines for a terminal.
std::string toText(const PaperReport& report);

} // namespace kaomado::proof
