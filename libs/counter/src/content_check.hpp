// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/event_log.hpp"

namespace kaomado::counter {

/// The form of an event, and the signature of its chip reading when its terminal is known.
audit::ContentCheck contentCheck(const TerminalKeys& terminals);

} // namespace kaomado::counter
