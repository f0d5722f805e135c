// SPDX-License-Identifier: Apache-2.0
#include "problems.hpp"

#include "rule_view.hpp"

namespace kaomado::server {

using nlohmann::ordered_json;

unsigned statusOf(Fault fault) {
    switch (fault) {
    case Fault::BadInput:
        return 400;
    case Fault::FileMissing:
    case Fault::FileMalformed:
    case Fault::RulebookInvalid:
    case Fault::Storage:
    case Fault::StorageTampered:
    case Fault::Configuration:
    case Fault::Internal:
        return 500;
    case Fault::StorageUnknown:
    case Fault::PcscUnavailable:
    case Fault::NetworkUnavailable:
        return 503;
    default: // the card, the reader, the terminal, somebody else: another state of things is needed
        return 409;
    }
}

namespace {

ordered_json problemOf(unsigned status, const std::string& code, const std::string& title,
                       const std::string& cause, const std::string& remedy, const std::string& detail) {
    return {{"type", "/docs/faults#" + code},
            {"title", title},
            {"status", status},
            {"fault", code},
            {"cause", cause},
            {"remedy", remedy},
            {"detail", detail}};
}

ordered_json problemJson(Denial denial, const std::string& detail) {
    const DenialText& text = denialText(denial);
    return problemOf(text.status, text.code, text.title, text.cause, text.remedy, detail);
}

} // namespace

ordered_json problemJson(Fault fault, const std::string& detail) {
    const FaultText& text = faultText(fault, Language::Japanese);
    return problemOf(statusOf(fault), std::string(faultCode(fault)), text.title, text.cause, text.remedy,
                     detail);
}

namespace {
Answer problemAnswer(const ordered_json& body) {
    return {.status = body.at("status").get<unsigned>(),
            .type = "application/problem+json",
            .body = body.dump(-1, ' ', false, ordered_json::error_handler_t::replace)};
}
} // namespace

Answer problem(Fault fault, const std::string& detail) {
    return problemAnswer(problemJson(fault, detail));
}

Answer problem(Denial denial, const std::string& detail) {
    return problemAnswer(problemJson(denial, detail));
}

Answer refusal(const procedure::Refusal& refusal, const procedure::Rulebook& rulebook) {
    ordered_json body = problemJson(Denial::RefusedByRules, "");
    if (!refusal.reasons.empty())
        body["detail"] = refusal.reasons.front().text;
    body["reasons"] = reasonsJson(refusal.reasons, rulebook);
    return problemAnswer(body);
}

Answer jsonAnswer(const ordered_json& body, unsigned status) {
    return {.status = status,
            .type = "application/json",
            .body = body.dump(-1, ' ', false, ordered_json::error_handler_t::replace)};
}

} // namespace kaomado::server
