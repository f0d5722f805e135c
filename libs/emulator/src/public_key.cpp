// SPDX-License-Identifier: Apache-2.0
#include "public_key.hpp"

#include <algorithm>
#include <array>

namespace kaomado::emulator {

namespace {
constexpr std::array<std::uint8_t, 9> kHead{0x90, 0x03, 0x01, 0x00, 0x01, 0x91, 0x82, 0x01, 0x00};
constexpr std::size_t kExponentAt = 2, kExponentBytes = 3;
} // namespace

std::optional<crypto::PublicKey> publicKeyFrom(ByteView bytes) {
    if (bytes.size() != kHead.size() + crypto::kRsaBytes ||
        !std::ranges::equal(bytes.first(kHead.size()), kHead))
        return std::nullopt;
    return crypto::PublicKey::fromNumbers(bytes.subspan(kHead.size()),
                                          bytes.subspan(kExponentAt, kExponentBytes));
}

} // namespace kaomado::emulator
