// SPDX-License-Identifier: Apache-2.0
#include "kaomado/portal/registration.hpp"

#include "kaomado/base/error.hpp"
#include "registration_json.hpp"

#include <algorithm>
#include <array>

namespace kaomado::portal {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> kVariants{"new_card_or_certificate", "card_by_post",
                                                    "switch_of_card"};
constexpr std::array<std::string_view, 2> kOperatedBy{"staff", "applicant"};

template <class Enum, std::size_t n>
std::optional<Enum> named(const std::array<std::string_view, n>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional{static_cast<Enum>(found - names.begin())};
}

template <class T>
T known(const std::optional<T>& value, const char* member) {
    if (!value)
        throw Error(Fault::BadInput, std::string(member) + " is none of the known words");
    return *value;
}

} // namespace

std::string_view nameOf(Variant variant) {
    return kVariants.at(static_cast<std::size_t>(variant));
}

std::optional<Variant> variantNamed(std::string_view name) {
    return named<Variant>(kVariants, name);
}

std::string_view nameOf(OperatedBy who) {
    return kOperatedBy.at(static_cast<std::size_t>(who));
}

std::optional<OperatedBy> operatedByNamed(std::string_view name) {
    return named<OperatedBy>(kOperatedBy, name);
}

json toJson(const Registration& registration) {
    json body{{"variant", nameOf(registration.variant)},
              {"operated_by", nameOf(registration.operatedBy)},
              {"applicant_present", registration.applicantPresent},
              {"second_officer", registration.secondOfficer}};
    if (const auto& consent = registration.consent)
        body["consent"] = {{"login", consent->login},
                           {"registration", consent->registration},
                           {"terms_agreed", consent->termsAgreed},
                           {"terms_version", toIso(consent->termsVersion)}};
    return body;
}

Registration registrationFrom(const json& body) {
    Registration asked{known(variantNamed(body.at("variant").get<std::string>()), "variant"),
                       known(operatedByNamed(body.at("operated_by").get<std::string>()), "operated_by"),
                       body.at("applicant_present").get<bool>(), body.at("second_officer").get<bool>(),
                       std::nullopt};
    if (body.contains("consent")) {
        const json& consent = body.at("consent");
        asked.consent = Consent{consent.at("login").get<bool>(), consent.at("registration").get<bool>(),
                                consent.at("terms_agreed").get<bool>(),
                                dateFrom(consent.at("terms_version").get<std::string>())};
    }
    return asked;
}

} // namespace kaomado::portal
