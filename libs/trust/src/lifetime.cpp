// SPDX-License-Identifier: Apache-2.0
#include "kaomado/trust/lifetime.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::trust {

namespace {
using namespace std::chrono;
constexpr unsigned kCertificateBirthdays = 5, kAdultBirthdays = 10, kMinorBirthdays = 5, kAdult = 18;
constexpr hours kJapan{9};

Date birthdayIn(Date birth, year y) {
    const Date day{y, birth.month(), birth.day()};
    return day.ok() ? day : Date{y, February, std::chrono::day{28}};
}
} // namespace

Date nthBirthdayAfter(Date birth, Date day, unsigned n) {
    if (!birth.ok() || !day.ok() || birth > day)
        throw Error(Fault::BadInput, "the birth date is not a day up to the day of issue");
    const int first = birthdayIn(birth, day.year()) > day ? 0 : 1;
    return birthdayIn(birth, day.year() + years{first + static_cast<int>(n) - 1});
}

Instant certificateEnd(Date birth, Instant issued, std::optional<Date> cardExpiry) {
    Date last = nthBirthdayAfter(birth, dayInJapan(issued), kCertificateBirthdays);
    if (cardExpiry)
        last = std::min(last, *cardExpiry);
    return sys_days{last} + days{1} - kJapan - seconds{1};
}

Date cardExpiry(Date birth, Date applied) {
    const bool adult = birthdayIn(birth, birth.year() + years{kAdult}) <= applied;
    return nthBirthdayAfter(birth, applied, adult ? kAdultBirthdays : kMinorBirthdays);
}

} // namespace kaomado::trust
