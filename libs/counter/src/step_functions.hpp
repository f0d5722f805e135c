// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "step_work.hpp"

namespace kaomado::counter {

// One function per step at the chip or at a terminal; step_work.cpp says which step each belongs to.

void askCertificateStatus(StepRun& run);
void askOperatingStatus(StepRun& run);
void workAtTerminal(StepRun& run);

std::optional<std::string> discardSignature(StepRun& run);
std::optional<std::string> revokeSignature(StepRun& run);
std::optional<std::string> renewUserCertificate(StepRun& run);
std::optional<std::string> setRandomPin(StepRun& run);
std::optional<std::string> processIssuance(StepRun& run);
std::optional<std::string> updateFaceItems(StepRun& run);
std::optional<std::string> initialisePins(StepRun& run);
std::optional<std::string> setProvisionalPin(StepRun& run);
std::optional<std::string> setResidentPins(StepRun& run);
std::optional<std::string> loadSignature(StepRun& run);
std::optional<std::string> registerInsurance(StepRun& run);
std::optional<std::string> lockPins(StepRun& run);

} // namespace kaomado::counter
