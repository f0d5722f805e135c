// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/station/run.hpp"

namespace kaomado::station {

/// What the holder's screen says in a state: short, no number, no name, never "wrong PIN" for a locked one.
const std::string& screenText(State state, Language language);
/// What it says besides; empty for Notice::None.
const std::string& noticeText(Notice notice, Language language);
/// What staff are told at the console; the same as the holder's where nothing else is said.
const std::string& staffText(Notice notice, Language language);
const std::string& staffText(Validity validity, Language language);

/// The three digits that readers in the field show beside it; mostly none.
const std::string& codeOf(Notice notice);

} // namespace kaomado::station
