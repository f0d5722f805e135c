// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/signing.hpp"

#include "kaomado/card/record_digests.hpp"

namespace kaomado::card {

namespace {
SigningOutcome outcomeOf(Response answer) {
    if (!answer.sw.ok())
        return SigningRefused{answer.sw};
    return std::move(answer.data);
}

SigningOutcome sign(Card& card, SignatureInput input, std::uint8_t p2, ByteView data) {
    return outcomeOf(card.transmit({.cla = 0x80,
                                    .ins = 0x2A,
                                    .p1 = static_cast<std::uint8_t>(input),
                                    .p2 = p2,
                                    .data = data,
                                    .le = 256}));
}
} // namespace

SigningOutcome computeSignature(Card& card, SignatureInput input, ByteView data) {
    return sign(card, input, 0x80, data);
}

SigningOutcome computeSignatureByShortId(Card& card, FileId key, SignatureInput input, ByteView data) {
    return sign(card, input, static_cast<std::uint8_t>(0x80U | shortIdOf(key)), data);
}

SigningOutcome internalSignature(Card& card, SignatureInput input, ByteView data) {
    return sign(card, input, 0x00, data);
}

SigningOutcome internalAuthenticate(Card& card, ByteView challenge) {
    if (challenge.empty() || challenge.size() > 255)
        throw Error(Fault::BadInput, "a challenge has 1 to 255 bytes");
    const auto p2 = static_cast<std::uint8_t>(0x80U | shortIdOf(file::kCommonInternalKey));
    return outcomeOf(card.transmit({.ins = 0x88, .p2 = p2, .data = challenge, .le = 256}));
}

Bytes sha256DigestInfo(const Sha256& digest) {
    return recordDigestInfo({&digest, 1});
}

} // namespace kaomado::card
