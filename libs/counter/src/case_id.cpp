// SPDX-License-Identifier: Apache-2.0
#include "case_id.hpp"

#include "kaomado/base/hash.hpp"
#include "kaomado/base/random.hpp"

namespace kaomado::counter {

namespace {

constexpr std::size_t kLength = 6;

std::string idOf(Instant now, ByteView chosen) {
    constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // 32, so five bits choose one
    std::string id = toDigits(dayInJapan(now)) + "-";
    for (const std::uint8_t byte : chosen.first(kLength))
        id += kLetters[byte % kLetters.size()];
    return id;
}

} // namespace

std::string newCaseId(Instant now) {
    return idOf(now, randomBytes(kLength));
}

std::string caseIdFor(std::string_view request, Instant now) {
    return idOf(now, sha256Of({viewOf("kaomado case v1\n"), viewOf(request)}));
}

} // namespace kaomado::counter
