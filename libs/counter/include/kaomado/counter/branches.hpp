// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/rulebook.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kaomado::counter {

/// One way through a procedure that a rehearsal can take, and how it must end: a line of data/branches.json.
struct Branch {
    std::string procedure;                  ///< "P04"
    std::string id;                         ///< "pin-forgotten"; one of this procedure
    std::string title;                      ///< Japanese, for people
    std::string card;                       ///< profile of the training card that it begins with
    std::vector<std::string> given, faults; ///< as counter::give reads them; as `rehearse --fault` does
    std::string endsAs;                     ///< the procedure at the end: another one after a diversion
    std::string ends;                       ///< as endOf (rehearsal.hpp) tells it
    std::string because; ///< a rule that the reasons name; empty when nothing stood in the way
};

/// All of them, in the order of the rulebook's procedures. A branch ends as its procedure does unless its
/// line says otherwise. @throws Error Fault::FileMalformed naming the procedure or key that is not known
std::vector<Branch> branchesOf(const procedure::Rulebook& rulebook);
/// The same of another file of that form.
std::vector<Branch> branchesFrom(std::string_view text, const procedure::Rulebook& rulebook);

/// The profile of the card with which a procedure usually begins. @throws Error Fault::BadInput
std::string usualCardOf(std::string_view procedure);

} // namespace kaomado::counter
