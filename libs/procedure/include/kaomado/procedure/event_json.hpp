// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/case.hpp"

namespace kaomado::procedure {

/// Version of the form, in each event as "v". A reader refuses what it does not know.
inline constexpr int kEventVersion = 1;

/// Canonical JSON for storage: sorted keys, no blanks, no floats, UTF-8. Equal events give equal bytes.
/// {"at":"…Z","officer":"hanako","seq":3,"type":"step_started","v":1,"what":{…}}
std::string toJson(const Event& event);

/// The reverse; unknown keys, other versions and values of a wrong kind are refused.
/// @throws Error Fault::StorageTampered naming the key
Event eventFromJson(std::string_view text);

/// "case_opened", "step_completed" …
std::string_view typeOf(const Event& event);

} // namespace kaomado::procedure
