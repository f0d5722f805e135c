// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <string>

namespace kaomado::counter {

/// "20261123-7F3K2Q": the day in Japan and six characters at random, without those that are mistaken for each
/// other when read aloud. Two cases of one name meet in the log's key, never silently.
std::string newCaseId(Instant now);

/// The same of a name for the wish to open a case: the same name gives the same number on the same day.
std::string caseIdFor(std::string_view request, Instant now);

} // namespace kaomado::counter
