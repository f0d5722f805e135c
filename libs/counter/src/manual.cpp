// SPDX-License-Identifier: Apache-2.0
#include "embedded/instructions_json.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/counter/insurance_portal.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace kaomado::counter {

namespace {
std::map<std::string, Instruction, std::less<>> readInstructions() {
    std::map<std::string, Instruction, std::less<>> all;
    const auto rows = nlohmann::json::parse(embedded::instructions_json());
    for (const auto& [id, row] : rows.items())
        all[id] = {id, row.at("title"), row.at("lines")};
    return all;
}
} // namespace

const Instruction& instruction(std::string_view id) {
    static const auto kAll = readInstructions();
    const auto found = kAll.find(id);
    if (found == kAll.end())
        throw Error(Fault::Internal, "no instruction has the id " + std::string(id));
    return found->second;
}

void ManualTerminal::carry(CardSession& session, std::string_view id) {
    session.release();
    if (!confirm_(instruction(id)))
        throw Error(Fault::TerminalRefused, "staff could not finish " + std::string(id));
}

/// Shown only when staff is about to type it: the instruction that follows asks whether that was done.
void ManualTerminal::setCommonPin(CardSession& session, const card::Pin* value) {
    session.release();
    const bool shown = value != nullptr && screen_ != nullptr && screen_->showOnce(*value);
    carry(session, shown ? "type_common_pin" : "set_common_pin");
}

RegistrationOutcome ManualPortal::registerCard(CardSession& session, const card::Pin*,
                                               const portal::Registration&) {
    session.release();
    if (confirm_(instruction("register_insurance")))
        return Registered{};
    return PortalUnavailable{};
}

} // namespace kaomado::counter
