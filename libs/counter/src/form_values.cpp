// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/form_values.hpp"

namespace kaomado::counter {

namespace {
using procedure::CaseState;
using procedure::FactValue;
using procedure::Word;

bool holds(const CaseState& state, const std::string& fact) {
    const auto found = state.facts.find(fact);
    return found != state.facts.end() && found->second == FactValue(true);
}

bool is(const CaseState& state, const std::string& fact, const char* word) {
    const auto found = state.facts.find(fact);
    return found != state.facts.end() && found->second == FactValue(Word(word));
}

void addErrand(forms::Values& values, const CaseState& state) {
    if (!is(state, "wish", "face_auth"))
        return;
    values["box"] = "box2";
    values["errand"] = holds(state, "new_card") || holds(state, "cert_due") ? "no_pin" : "switch";
}
} // namespace

forms::Values formValuesOf(const CaseKey& key, const std::vector<procedure::Event>& events,
                           const std::optional<PersonalAttributes>& person) {
    if (events.empty())
        throw Error(Fault::BadInput, "there is no case " + key.id + " in " + key.municipality);
    const CaseState state = procedure::fold(events);
    forms::Values values{{"case.number", key.id}, {"applied_on", toIso(dayInJapan(state.openedAt))}};
    addErrand(values, state);
    if (state.facts.contains("wants_sig_cert"))
        values["wants_sig_cert"] = holds(state, "wants_sig_cert") ? "yes" : "no";
    if (person)
        for (const auto& [name, value] : *person)
            values["applicant." + name] = value;
    return values;
}

} // namespace kaomado::counter
