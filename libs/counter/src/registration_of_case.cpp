// SPDX-License-Identifier: Apache-2.0
#include "registration_of_case.hpp"

#include "embedded/registration_json.hpp"
#include "kaomado/base/error.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::counter {

using procedure::FactValue;

namespace {

portal::Variant variantOf(const std::string& procedure) {
    static const nlohmann::json kVariants =
        nlohmann::json::parse(embedded::registration_json()).at("variants");
    const auto named = portal::variantNamed(kVariants.value(procedure, std::string()));
    if (!named)
        throw Error(Fault::Internal, procedure + " registers nobody");
    return *named;
}

bool holds(const procedure::Facts& facts, const char* fact) {
    const auto found = facts.find(fact);
    return found != facts.end() && found->second == FactValue{true};
}

std::optional<portal::Consent> consentIn(const procedure::CaseState& state) {
    const auto paper = state.documents.find("F05_insurance_consent");
    if (paper == state.documents.end() || !paper->second.handedIn)
        return std::nullopt;
    const procedure::Facts& says = paper->second.attributes;
    const auto version = says.find("terms_version");
    const Date* day = version == says.end() ? nullptr : std::get_if<Date>(&version->second);
    return portal::Consent{holds(says, "consents_login"), holds(says, "consents_registration"),
                           holds(says, "terms_agreed"), day == nullptr ? Date{} : *day};
}

} // namespace

portal::Registration registrationOf(const procedure::CaseState& state, const procedure::Facts& more) {
    procedure::Facts facts = more;
    facts.insert(state.facts.begin(), state.facts.end());
    portal::Registration asked{.variant = variantOf(state.procedure)};
    // The applicant alone knows the PIN that was set earlier; the provisional one is known to staff alone.
    const bool provisional = state.at("S10_set_provisional") == procedure::StepState::At::Done;
    const auto operated = facts.find("staff_operates_portal");
    const bool byApplicant = operated != facts.end() && operated->second == FactValue{false} && !provisional;
    asked.operatedBy = byApplicant ? portal::OperatedBy::Applicant : portal::OperatedBy::Staff;
    asked.applicantPresent = holds(facts, "applicant_present");
    asked.secondOfficer = facts.contains("second_officer");
    if (!byApplicant)
        asked.consent = consentIn(state);
    return asked;
}

} // namespace kaomado::counter
