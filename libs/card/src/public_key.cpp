// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/public_key.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/card/tlv.hpp"

namespace kaomado::card {

namespace {
constexpr std::uint32_t kExponent = 0x90, kModulus = 0x91;
constexpr std::size_t kExponentBytes = 3, kModulusBytes = 256;
} // namespace

RsaPublicKey parsePublicKey(ByteView stored) {
    const auto objects = allTlv(stored);
    const bool shaped = stored.size() == kPublicKeyBytes && objects && objects->size() == 2 &&
                        objects->at(0).tag == kExponent && objects->at(0).value.size() == kExponentBytes &&
                        objects->at(1).tag == kModulus && objects->at(1).value.size() == kModulusBytes;
    if (!shaped)
        throw Error(Fault::CardUnreadable, "public key: not 90 03 exponent, 91 82 0100 modulus");
    const ByteView exponent = objects->at(0).value, modulus = objects->at(1).value;
    const bool strong = (modulus.front() & 0x80U) != 0 && (modulus.back() & 1U) != 0 &&
                        exponent.front() != 0 &&
                        (exponent.back() & 1U) != 0; // with exponent 1 all can be forged
    if (!strong)
        throw Error(Fault::CardUnreadable,
                    "public key: not an RSA key of 2048 bits with exponent 65537 or more");
    return {{modulus.begin(), modulus.end()}, {exponent.begin(), exponent.end()}};
}

Bytes makePublicKey(const RsaPublicKey& key) {
    if (key.modulus.size() != kModulusBytes || key.exponent.size() != kExponentBytes)
        throw Error(Fault::BadInput, "a card's public key has a modulus of 256 bytes and an exponent of 3");
    Bytes stored = makeTlv(kExponent, key.exponent);
    append(stored, makeTlv(kModulus, key.modulus));
    return stored;
}

} // namespace kaomado::card
