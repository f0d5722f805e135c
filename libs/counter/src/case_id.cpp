// SPDX-License-Identifier: Apache-2.0
#include "case_id.hpp"

#include "kaomado/base/random.hpp"

namespace kaomado::counter {

std::string newCaseId(Instant now) {
    constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // 32, so five bits choose one
    constexpr std::size_t kLength = 6;
    std::string id = toDigits(dayInJapan(now)) + "-";
    for (const std::uint8_t byte : randomBytes(kLength))
        id += kLetters[byte % kLetters.size()];
    return id;
}

} // namespace kaomado::counter
