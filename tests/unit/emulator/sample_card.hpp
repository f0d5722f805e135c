// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/emulator/card_image.hpp>
#include <kaomado/emulator/virtual_card.hpp>

namespace kaomado::test {

/// A file of tests/vectors/emulator.
inline std::filesystem::path vectorFile(const std::string& name) {
    return std::filesystem::path(KAOMADO_VECTORS) / "emulator" / name;
}

/// The sample card of tests/vectors/emulator/make-sample, fresh.
inline emulator::CardImage sampleCard() {
    return emulator::CardImage::load(vectorFile("sample-card.json"));
}

/// The same, with the administrative commands on.
inline emulator::CardImage adminCard() {
    emulator::CardImage image = sampleCard();
    image.settings.admin = true;
    return image;
}

/// Sends a command given in hexadecimal; the answer likewise, "" for none.
inline std::string ask(emulator::Chip& chip, std::string_view command) {
    const auto answer = chip.process(fromHex(command));
    return answer ? toHex(*answer) : "";
}

} // namespace kaomado::test
