// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/commands.hpp"
#include "kaomado/lock/lock.hpp"
#include "registration_of_case.hpp"
#include "step_functions.hpp"

namespace kaomado::counter {

namespace {

constexpr card::Reference kUserAuthPin{card::App::Jpki, card::file::kUserAuthPin};
constexpr const char* kUserAuthPinId = "user_auth_pin";

/// Branch B (R-INS-20): the PIN was initialised in this case, so it is the provisional one. When it was lost
/// with the program, another is set: nobody could use the old one any more.
bool onProvisionalPin(const StepRun& run) {
    return run.state.at("S10_set_provisional") == procedure::StepState::At::Done;
}

const card::Pin* provisionalPin(StepRun& run) {
    if (!run.provisional && run.with.terminal.takesPins())
        setProvisionalPin(run);
    return run.provisional ? &*run.provisional : nullptr;
}

/// Fault, code and what to do, for staff.
void tell(Fault fault, StepRun& run) {
    const FaultText& text = faultText(fault, Language::Japanese);
    run.notes.push_back(text.title + text.remedy + "（" + std::string(faultCode(fault)) + "）");
}

/// A revoked certificate leads to its renewal; what a paper can mend is tried again; with anything else the
/// work goes on without the registration (R-INS-09).
std::string failureOf(Fault refused) {
    if (refused == Fault::CertificateRevoked)
        return "certificate_revoked";
    return refused == Fault::PortalRefused ? "portal_refused" : "portal_unavailable";
}

std::optional<std::string> failureOf(const RegistrationOutcome& outcome, StepRun& run) {
    if (std::holds_alternative<Registered>(outcome))
        return std::nullopt;
    if (const auto* away = std::get_if<PortalUnavailable>(&outcome)) {
        tell(away->fault, run);
        return "portal_unavailable";
    }
    if (const auto* refusal = std::get_if<PortalRefusal>(&outcome)) {
        tell(refusal->fault, run);
        return failureOf(refusal->fault);
    }
    if (const auto* wrong = std::get_if<PortalWrongPin>(&outcome))
        run.notes.push_back("暗証番号が違います。残り" + std::to_string(wrong->triesLeft) + "回です。");
    else
        run.notes.emplace_back("暗証番号はロックされています。");
    return "pin_wrong";
}

} // namespace

std::optional<std::string> registerInsurance(StepRun& run) {
    const portal::Registration asked = registrationOf(run.state, run.facts);
    if (!run.with.portal.takesPin())
        return failureOf(run.with.portal.registerCard(run.session, nullptr, asked), run);
    if (onProvisionalPin(run)) {
        const card::Pin* pin = provisionalPin(run);
        if (pin == nullptr)
            throw Error(Fault::Configuration,
                        "the portal takes the PIN here, but the terminal keeps it to itself");
        return failureOf(run.with.portal.registerCard(run.session, pin, asked), run);
    }
    const auto left = card::triesLeft(run.session.card(), kUserAuthPin);
    const card::Pin typed = run.with.pad.existingPin(kUserAuthPinId, left.value_or(0));
    if (!isFourDigits(typed))
        throw Error(Fault::BadInput, "a PIN is four digits; type it again, no try was spent");
    return failureOf(run.with.portal.registerCard(run.session, &typed, asked), run);
}

/// Asked once more after the intent was recorded, at the last moment before what cannot be taken back: a step
/// that was interrupted is taken up again whenever it may be (R-SET-11).
std::optional<std::string> lockPins(StepRun& run) {
    const auto status = run.with.terminal.operatingStatus(run.session);
    if (status && *status != OperatingStatus::InOperation)
        return "status_unconfirmed";
    const lock::LockReport report =
        lock::lockAll(run.session.card(), run.with.rulebook.pins, {.expect = run.session.fingerprint()});
    if (report.fault)
        throw Error(*report.fault);
    if (!report.allLocked())
        return "partial";
    run.provisional.reset(); // the last use of a provisional PIN is over (R-PIN-15)
    for (const lock::PinResult& pin : report.pins)
        run.notes.push_back(pin.japanese + "：ロック中");
    return std::nullopt;
}

} // namespace kaomado::counter
