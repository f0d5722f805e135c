// SPDX-License-Identifier: Apache-2.0
#include "step_functions.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

std::optional<bool> signatureGone(const chip::ChipReading& reading) {
    return reading.signaturePresent ? std::optional{!*reading.signaturePresent} : std::nullopt;
}

std::optional<bool> signatureThere(const chip::ChipReading& reading) {
    return reading.signaturePresent;
}

/// Of the PIN steps none is proved by the chip: a PIN that was initialised reads like a locked one, and of a
/// set one nobody can read whether it is the value last meant. They are done again.
constexpr std::array kWorks{
    StepWork{.step = "S04_check_user_cert", .before = askCertificateStatus, .atChip = true},
    StepWork{.step = "S06_discard_sig", .act = discardSignature, .provedDone = signatureGone, .atChip = true},
    StepWork{.step = "S07_revoke_sig", .act = revokeSignature, .provedDone = signatureGone, .atChip = true},
    StepWork{.step = "S08_issue_user_cert", .act = renewUserCertificate, .atChip = true},
    StepWork{.step = "S09_reissue_user_cert", .act = renewUserCertificate, .atChip = true},
    StepWork{.step = "S10_set_provisional", .act = setProvisionalPin, .atChip = true},
    StepWork{.step = "S11_init_pin", .before = workAtTerminal, .act = initialisePins, .atChip = true},
    StepWork{.step = "S12_set_random", .act = setRandomPin, .atChip = true},
    StepWork{.step = "S13_issue_process", .act = processIssuance, .atChip = true},
    StepWork{.step = "S14_confirm_status", .before = askOperatingStatus, .atChip = true},
    StepWork{.step = "S15_insurance", .act = registerInsurance, .atChip = true},
    StepWork{.step = "S16_lock", .before = askOperatingStatus, .act = lockPins, .atChip = true},
    StepWork{.step = "S20_reset_pin", .act = setResidentPins, .atChip = true},
    StepWork{.step = "S22_face_update", .act = updateFaceItems, .atChip = true},
    StepWork{.step = "S21_load_sig", .act = loadSignature, .provedDone = signatureThere, .atChip = true},
};

} // namespace

const StepWork* workOf(std::string_view step) {
    const auto found = std::ranges::find(kWorks, step, &StepWork::step);
    return found == kWorks.end() ? nullptr : &*found;
}

} // namespace kaomado::counter
