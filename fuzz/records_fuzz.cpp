// SPDX-License-Identifier: Apache-2.0
// Every record of the card, through its parser and its verifier; all refusals are CardUnreadable.
#include <kaomado/base/error.hpp>
#include <kaomado/card/card_info.hpp>
#include <kaomado/card/jpki.hpp>
#include <kaomado/card/text.hpp>
#include <kaomado/card/visual.hpp>
#include <kaomado/chip/record_signature.hpp>

#include <cstdlib>

namespace {
using namespace kaomado;

const card::RsaPublicKey& someKey() {
    static const card::RsaPublicKey kKey = [] {
        card::RsaPublicKey key{Bytes(256, 0xC5), {1, 0, 1}};
        return key;
    }();
    return kKey;
}

template <class Read>
void tried(Read read) {
    try {
        static_cast<void>(read());
    } catch (const Error& error) {
        if (error.fault() != Fault::CardUnreadable)
            std::abort();
    }
}

/// A record that no issuer signed must never be proven.
template <class Verify>
void neverProven(Verify verify) {
    tried([&] {
        const chip::Report report = verify();
        if (report.ok())
            std::abort();
        return 0;
    });
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView stored{data, size};
    tried([&] { return card::parseCardInfo(stored); });
    tried([&] { return card::parseTokenInfo(stored); });
    tried([&] { return card::parseCertificatePresence(stored); });
    tried([&] { return card::parseNumber(stored); });
    tried([&] { return card::parseAttributes(stored); });
    tried([&] { return card::parseTextBasicInfo(stored); });
    tried([&] { return card::parseMessagingKey(stored); });
    tried([&] { return card::parseVisualBasicInfo(stored); });
    neverProven([&] { return chip::verifyTextRecords(stored, std::nullopt, std::nullopt, someKey()); });
    neverProven([&] { return chip::verifyInternalKey(stored, someKey()); });
    neverProven([&] { return chip::verifyAge(stored, someKey()); });
    neverProven([&] { return chip::verifyFace(stored, someKey()); });
    neverProven([&] { return chip::verifyNumberImage(stored, someKey()); });
    return 0;
}
