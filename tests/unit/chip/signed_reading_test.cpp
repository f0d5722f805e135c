// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>
#include <kaomado/chip/signed_reading.hpp>

#include <gtest/gtest.h>
#include <sodium.h>

using namespace kaomado;
using namespace kaomado::chip;

namespace {
ChipReading sample() {
    return {.fingerprint = "00112233445566778899AABBCCDDEEFF",
            .tries = {{"user_auth_pin", 0}},
            .terminal = "counter-1",
            .time = instantFromIso("2026-11-23T02:45:50Z")};
}

template <class Action>
Fault faultOf(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.fault();
    }
    ADD_FAILURE() << "nothing was refused";
    return Fault::Internal;
}
} // namespace

TEST(SignedReading, VerifiesUnderTheKeyThatSignedIt) {
    const TerminalKey key = TerminalKey::create();
    EXPECT_EQ(verifySigned(sign(sample(), key), key.publicKey()), sample());
}

TEST(SignedReading, IsAPlainEd25519SignatureThatAnyLibraryCanCheck) {
    const TerminalKey key = TerminalKey::create();
    const SignedReading signedReading = sign(sample(), key);
    const std::string message = "kaomado chip reading v1\n" + signedReading.json;
    EXPECT_EQ(crypto_sign_verify_detached(signedReading.signature.data(),
                                          reinterpret_cast<const unsigned char*>(message.data()),
                                          message.size(), key.publicKey().data()),
              0);
}

TEST(SignedReading, AChangedWordIsFound) {
    const TerminalKey key = TerminalKey::create();
    SignedReading changed = sign(sample(), key);
    const auto at = changed.json.find("\"user_auth_pin\":0");
    ASSERT_NE(at, std::string::npos);
    changed.json[at + 16] = '3';
    EXPECT_EQ(faultOf([&] { verifySigned(changed, key.publicKey()); }), Fault::SignatureInvalid);
}

TEST(SignedReading, AChangedSignatureIsFound) {
    const TerminalKey key = TerminalKey::create();
    SignedReading changed = sign(sample(), key);
    changed.signature[10] ^= 1U;
    EXPECT_EQ(faultOf([&] { verifySigned(changed, key.publicKey()); }), Fault::SignatureInvalid);
    changed.signature.pop_back();
    EXPECT_EQ(faultOf([&] { verifySigned(changed, key.publicKey()); }), Fault::SignatureInvalid);
}

TEST(SignedReading, AnotherTerminalsSignatureIsRefusedThoughItIsValid) {
    const TerminalKey mine = TerminalKey::create(), other = TerminalKey::create();
    const SignedReading theirs = sign(sample(), other);
    EXPECT_EQ(faultOf([&] { verifySigned(theirs, mine.publicKey()); }), Fault::SignatureInvalid);
}

TEST(SignedReading, SurvivesItsJsonForm) {
    const TerminalKey key = TerminalKey::create();
    const SignedReading signedReading = sign(sample(), key);
    const SignedReading back = signedReadingFromJson(toJson(signedReading));
    EXPECT_EQ(back, signedReading);
    EXPECT_EQ(verifySigned(back, key.publicKey()), sample());
}

TEST(SignedReading, JsonOfAnotherFormIsRefused) {
    const std::string good = toJson(sign(sample(), TerminalKey::create()));
    EXPECT_EQ(faultOf([&] { signedReadingFromJson(good + " "); }), Fault::FileMalformed);
    EXPECT_EQ(faultOf([&] { signedReadingFromJson("7"); }), Fault::FileMalformed);
    EXPECT_EQ(faultOf([&] { signedReadingFromJson("{\"reading\":{}}"); }), Fault::FileMalformed);
}
