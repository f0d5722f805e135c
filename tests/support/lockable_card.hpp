// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/card/card_info.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <algorithm>

namespace kaomado::test {

/// A card before its lock: four-digit PINs set, no signature certificate, number B 55021720352285, a face
/// record that only numbers A and B open. `serialDigit` tells two such cards apart.
inline emulator::CardImage lockableCard(char serialDigit = '1') {
    using namespace card;
    emulator::CardImage image = emulator::CardImage::blank();
    image.at(App::Common, file::kCommonCardInfo).records = {
        makeCardInfo({std::string(15, serialDigit), "13101", dateFrom("2035-03-31")})};
    image.at(App::Jpki, file::kCertificatePresence).content = fromHex("008F00");
    image.at(App::Visual, file::kVisualFace).content = fromHex("FF2003DF2700");
    image.setReference({App::Jpki, file::kUserAuthPin}, "4827");
    image.setReference({App::Text, file::kTextPin}, "5938");
    image.setReference({App::Juki, file::kHolderPin}, "6049");
    image.setReference({App::Common, file::kHolderPin}, "6049");
    image.setReference({App::Text, file::kTextNumberA}, "123456789010");
    image.setReference({App::Text, file::kTextNumberB}, "55021720352285");
    image.setReference({App::Visual, file::kVisualNumberA}, "123456789010");
    image.setReference({App::Visual, file::kVisualNumberB}, "55021720352285");
    image.setReference({App::Visual, file::kVisualBirthKey}, "550217");
    return image;
}

inline constexpr card::Reference kLockedReferences[] = {{card::App::Juki, card::file::kHolderPin},
                                                        {card::App::Common, card::file::kHolderPin},
                                                        {card::App::Text, card::file::kTextPin},
                                                        {card::App::Jpki, card::file::kUserAuthPin}};

/// Tries of every reference that the lock must leave alone, in the order of the file list.
inline std::vector<unsigned> otherTries(const emulator::CardImage& image) {
    std::vector<unsigned> tries;
    for (const auto& [where, file] : image.files) {
        const card::Reference reference{where.first, where.second};
        if (file.kind == emulator::FileKind::Reference &&
            std::ranges::find(kLockedReferences, reference) == std::end(kLockedReferences))
            tries.push_back(file.tries);
    }
    return tries;
}

inline unsigned triesOf(const emulator::CardImage& image, const card::Reference& where) {
    return image.find(where.app, where.file)->tries;
}

inline bool allAtZero(const emulator::CardImage& image) {
    return std::ranges::all_of(kLockedReferences,
                               [&](const auto& where) { return triesOf(image, where) == 0; });
}

} // namespace kaomado::test
