// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/form_values.hpp"

#include "recorded_card.hpp"

namespace kaomado::counter {

namespace {
using procedure::CaseState;
using procedure::FactValue;
using procedure::Word;

std::optional<bool> yesNo(const CaseState& state, const std::string& fact) {
    const auto found = state.facts.find(fact);
    const bool* value = found == state.facts.end() ? nullptr : std::get_if<bool>(&found->second);
    return value == nullptr ? std::nullopt : std::optional(*value);
}

bool holds(const CaseState& state, const std::string& fact) {
    return yesNo(state, fact) == true;
}

std::string word(const CaseState& state, const std::string& fact) {
    const auto found = state.facts.find(fact);
    const Word* value = found == state.facts.end() ? nullptr : std::get_if<Word>(&found->second);
    return value == nullptr ? std::string{} : value->text();
}

void addErrand(forms::Values& values, const CaseState& state) {
    if (word(state, "wish") != "face_auth")
        return;
    values["box"] = "box2";
    values["errand"] = holds(state, "new_card") || holds(state, "cert_due") ? "no_pin" : "switch";
}

bool done(const CaseState& state, const std::string& step) {
    return state.at(step) == procedure::StepState::At::Done;
}

/// What the applicant came with and asked for.
void addWishes(forms::Values& values, const CaseState& state) {
    if (const auto marked = yesNo(state, "marked_on_face"); marked && !state.cardTouched)
        values["mode"] = *marked ? "face_auth" : "normal";
    if (const auto wanted = yesNo(state, "wants_sig_cert"))
        values["wants_sig_cert"] = *wanted ? "yes" : "no";
    if (const std::string way = word(state, "reissue_choice"); way.starts_with("visit_"))
        values["reissue_way"] = way;
}

/// What the card became. Once it is locked nothing can be registered at the counter any more.
void addCard(forms::Values& values, const CaseState& state, Date today) {
    if (holds(state, "ins_registered"))
        values["insurance"] = "done";
    else if (done(state, "S17_confirm_lock"))
        values["insurance"] = "reader";
    if (const auto reading = newestReading(state); reading && reading->userAuth && !state.observationStale)
        values["certificate_until"] = toIso(dayInJapan(reading->userAuth->notAfter));
    values["handed_over_on"] = toIso(handoverDay(state, today));
}
} // namespace

Date handoverDay(const CaseState& state, Date today) {
    for (const char* step : {"S23_hand_over", "S24_mail"})
        if (done(state, step))
            return dayInJapan(state.steps.at(step).doneAt);
    return today;
}

forms::Values formValuesOf(const CaseKey& key, const std::vector<procedure::Event>& events,
                           const std::optional<PersonalAttributes>& person, Date today) {
    if (events.empty())
        throw Error(Fault::BadInput, "there is no case " + key.id + " in " + key.municipality);
    const CaseState state = procedure::fold(events);
    const std::string opened = toIso(dayInJapan(state.openedAt));
    forms::Values values{{"case.number", key.id},
                         {"applied_on", opened},
                         {"started_on", opened},
                         {"inquired_on", toIso(today)}};
    addErrand(values, state);
    addWishes(values, state);
    addCard(values, state, today);
    if (person)
        for (const auto& [name, value] : *person)
            values["applicant." + name] = value;
    return values;
}

} // namespace kaomado::counter
