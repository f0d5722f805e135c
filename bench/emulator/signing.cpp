// SPDX-License-Identifier: Apache-2.0
// The rate at which the emulated card signs, against OpenSSL's own RSA-2048 with the same key in the same
// run, its context prepared once as `openssl speed` does. In turn, medians.
#include "ratio.hpp"

#include <kaomado/crypto/openssl.hpp>
#include <kaomado/emulator/virtual_card.hpp>

#include <openssl/rsa.h>

#include <cstdlib>

using namespace kaomado;
using namespace kaomado::emulator;

namespace {
void must(bool done, const char* what) {
    if (!done) {
        std::fprintf(stderr, "%s failed\n", what);
        std::exit(2);
    }
}
} // namespace

int main() {
    CardImage image = CardImage::load(KAOMADO_VECTORS "/emulator/sample-card.json");
    const Bytes pkcs8 = image.at(card::App::Jpki, card::file::kUserAuthKey).content;
    Chip chip(std::move(image));
    chip.powerOn();
    chip.process(fromHex("00A4040C0AD392F000260100000001"));
    chip.process(fromHex("002000980431323334"));
    const Bytes info = fromHex("3031300D060960864801650304020105000420"
                               "59162C6B059F619B0538F592DE24E163061316572869FFC9A2648315DBE75997");
    Bytes command = fromHex("802A009733");
    append(command, info);
    command.push_back(0x00);

    const auto key = crypto::parseDer<crypto::PkeyPtr>(pkcs8, d2i_AutoPrivateKey);
    const crypto::PkeyContextPtr context(EVP_PKEY_CTX_new(key.get(), nullptr));
    must(EVP_PKEY_sign_init(context.get()) == 1 &&
             EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1,
         "the peer's context");
    Bytes signature(256);
    std::optional<Bytes> answer;
    const auto theirs = [&] {
        std::size_t length = signature.size();
        must(EVP_PKEY_sign(context.get(), signature.data(), &length, info.data(), info.size()) == 1,
             "OpenSSL");
    };
    const auto ours = [&] { answer = chip.process(command); };
    ours();
    theirs();
    must(answer->size() == 258 && std::equal(signature.begin(), signature.end(), answer->begin()),
         "the same signature on both sides");

    const auto [mine, peer] = bench::inTurn(4000, ours, theirs);
    std::printf("machine: %s\nsigning: ours %.0f/s, OpenSSL %.0f/s\n", bench::machine().c_str(), 1e9 / mine,
                1e9 / peer);
    return bench::report("signing rate ours/OpenSSL", peer / mine, bench::Limit::AtLeast, 0.9) ? 0 : 1;
}
