// SPDX-License-Identifier: Apache-2.0
#include "card_parts.hpp"
#include "dice.hpp"

namespace kaomado::training {

namespace {
using card::App;
namespace file = card::file;
constexpr card::Reference kUserAuth{App::Jpki, file::kUserAuthPin}, kProfile{App::Text, file::kTextPin},
    kJuki{App::Juki, file::kHolderPin}, kCommon{App::Common, file::kHolderPin},
    kSignature{App::Jpki, file::kSignaturePassword};
constexpr card::Reference kFourDigits[] = {kUserAuth, kProfile, kJuki, kCommon};

std::string fourDigits() {
    return Secret().digits(4);
}

/// Eight characters that can be read aloud: no 0, O, 1, I.
std::string password() {
    static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ", kDigits = "23456789";
    Secret dice;
    std::string value;
    for (int i = 0; i < 4; ++i)
        value += kLetters[dice.below(kLetters.size())];
    for (int i = 0; i < 4; ++i)
        value += kDigits[dice.below(kDigits.size())];
    return value;
}

void set(emulator::CardImage& image, std::initializer_list<card::Reference> references,
         const SecretBytes& given, std::string (*draw)()) {
    std::string value = given.empty() ? draw() : toText(given.bytes());
    try {
        for (const card::Reference& reference : references)
            image.setReference(reference, value);
    } catch (...) {
        wipe(value);
        throw;
    }
    wipe(value);
}
} // namespace

void fillPins(emulator::CardImage& image, Profile profile, const HolderPins& pins) {
    if (profile == Profile::NeverIssued || profile == Profile::NeverIssuedNoSignature)
        return;
    set(image, {kUserAuth}, pins.userAuth, fourDigits);
    set(image, {kProfile}, pins.profileAp, fourDigits);
    set(image, {kJuki, kCommon}, pins.jukiAp, fourDigits);
    if (profile != Profile::FaceAuth && profile != Profile::NoSignature)
        set(image, {kSignature}, pins.signature, password);
    if (profile == Profile::FaceAuth || profile == Profile::PinsLocked)
        for (const card::Reference& reference : kFourDigits)
            image.at(reference.app, reference.file).tries = 0;
}

} // namespace kaomado::training
