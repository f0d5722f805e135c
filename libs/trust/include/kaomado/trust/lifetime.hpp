// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <optional>

namespace kaomado::trust {

/// The holder's n-th birthday after a day. A birthday on that very day does not count (assumed). Somebody
/// born on 29 February has a birthday on 28 February in other years (assumed).
Date nthBirthdayAfter(Date birth, Date day, unsigned n);

/// End of a certificate: the fifth birthday after the day of issue in Japan, or the card's expiry day when
/// that is earlier (rule R-X-35); 23:59:59 Japan time of that day (assumed: the last day is usable in full).
Instant certificateEnd(Date birth, Instant issued, std::optional<Date> cardExpiry);

/// Last day of a card: the tenth birthday after the day of application for holders of 18 and more, the fifth
/// for younger ones (rule R-X-35).
Date cardExpiry(Date birth, Date applied);

} // namespace kaomado::trust
