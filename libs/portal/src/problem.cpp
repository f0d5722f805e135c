// SPDX-License-Identifier: Apache-2.0
#include "problem.hpp"

#include "kaomado/base/json_text.hpp"

#include <algorithm>
#include <array>

namespace kaomado::portal {

namespace {
/// What a portal may say of itself and of the login. Of this side's card, records or input it knows nothing.
constexpr std::array kSaidByPortals{
    Fault::CertificateInvalid, Fault::CertificateRevoked, Fault::RevocationUnknown, Fault::SignatureInvalid,
    Fault::ChallengeReplayed,  Fault::PortalRefused,      Fault::PortalDown};
} // namespace

Answer answerOf(const Problem& problem) {
    nlohmann::json body{{"title", faultText(problem.fault, Language::Japanese).title},
                        {"status", problem.status},
                        {"detail", problem.detail},
                        {"fault", faultCode(problem.fault)}};
    if (!problem.rules.empty())
        body["rules"] = problem.rules;
    return {problem.status, writeJson(body)};
}

void raise(const Answer& answer) {
    const std::string status = "the portal answers " + std::to_string(answer.status);
    const nlohmann::json body = nlohmann::json::parse(answer.body, nullptr, false);
    if (!body.is_object() || !body.contains("fault") || !body["fault"].is_string())
        throw Error(Fault::PortalProtocol, status + " without a fault");
    const std::string code = body["fault"];
    const auto known = std::ranges::find(kSaidByPortals, std::string_view(code), &faultCode);
    if (known == kSaidByPortals.end())
        throw Error(Fault::PortalProtocol, status + " with a fault that is none of a portal's");
    const std::string detail =
        body.contains("detail") && body["detail"].is_string() ? body["detail"].get<std::string>() : "";
    throw Error(*known, status + ": " + detail);
}

} // namespace kaomado::portal
