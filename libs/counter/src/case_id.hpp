// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <string>

namespace kaomado::counter {

/// "20261123-7F3K2Q": the day in Japan and six characters at random, without those that are mistaken for each
/// other when read aloud. Two cases of one name meet in the log's key, never silently.
std::string newCaseId(Instant now);

} // namespace kaomado::counter
