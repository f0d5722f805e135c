// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/open_case.hpp"

#include "case_id.hpp"

namespace kaomado::counter {

std::variant<OpenedCase, procedure::Refusal> openCase(CaseStore& cases, const procedure::Rulebook& rulebook,
                                                      const std::string& municipality,
                                                      const procedure::Officer& officer,
                                                      const procedure::OpenCase& what,
                                                      const procedure::Context& context) {
    procedure::Decision decision = procedure::decide(rulebook, {}, {officer, what}, context);
    if (auto* refusal = std::get_if<procedure::Refusal>(&decision))
        return std::move(*refusal);
    OpenedCase opened{{municipality, newCaseId(context.now)},
                      std::get<std::vector<procedure::Event>>(std::move(decision))};
    cases.append(opened.key, 0, opened.events);
    return opened;
}

} // namespace kaomado::counter
