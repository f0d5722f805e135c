// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/portal/message.hpp"

#include <vector>

namespace kaomado::portal {

/// A "no" of the portal on its way to the client. `detail`: English, for the log; names nobody.
struct Problem {
    unsigned status;
    Fault fault;
    std::string detail;
    std::vector<std::string> rules{};
};

/// problem+json with the stable code of the fault.
Answer answerOf(const Problem& problem);
/// The other way round. @throws Error the fault that the answer names; Fault::PortalProtocol when it names
/// none
[[noreturn]] void raise(const Answer& answer);

} // namespace kaomado::portal
