// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/simulated_resident.hpp"

#include "kaomado/counter/random_pin.hpp"

#include <array>
#include <utility>

namespace kaomado::counter {

namespace {
constexpr card::Reference kUserAuthPin{card::App::Jpki, card::file::kUserAuthPin};
constexpr card::Reference kNumberB{card::App::Visual, card::file::kVisualNumberB};
constexpr std::size_t kSecurityCodeDigits = 4;
} // namespace

card::Pin SimulatedResident::existingPin(const std::string&, unsigned) {
    const ByteView value = valueOf(kUserAuthPin);
    if (std::exchange(mistypes_, false))
        return card::Pin(!value.empty() && value[0] == '0' ? "1000" : "0000");
    return card::Pin({reinterpret_cast<const char*>(value.data()), value.size()});
}

card::Pin SimulatedResident::newPin(const std::string&) {
    return drawPin(ForbiddenPins(PrintedItems{})).pin;
}

card::Pin SimulatedResident::newSignaturePassword() {
    constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // 32
    std::array<char, 8> text{'K', '7'}; // one letter and one digit in any case
    for (std::size_t i = 2; i < text.size(); ++i)
        text[i] = kLetters[systemRandom() % kLetters.size()];
    card::Pin password({text.data(), text.size()});
    wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return password;
}

PrintedItems SimulatedResident::printedItems() {
    PrintedItems items;
    const ByteView b = valueOf(kNumberB);
    if (b.size() > kSecurityCodeDigits)
        items.securityCode = toText(b.last(kSecurityCodeDigits));
    return items;
}

ByteView SimulatedResident::valueOf(const card::Reference& where) const {
    const emulator::CardImage* card = card_();
    const emulator::CardFile* file = card == nullptr ? nullptr : card->find(where.app, where.file);
    return file == nullptr ? ByteView{} : file->value.bytes();
}

} // namespace kaomado::counter
