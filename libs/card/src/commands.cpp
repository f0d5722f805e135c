// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/commands.hpp"

#include "binary_reader.hpp"
#include "kaomado/card/file_access.hpp"

namespace kaomado::card {

namespace {
bool select(Card& card, std::uint8_t p1, ByteView name) {
    const StatusWord sw = card.transmit({.ins = 0xA4, .p1 = p1, .p2 = 0x0C, .data = name}).sw;
    if (sw.ok())
        return true;
    if (sw.value == 0x6A82)
        return false;
    throw Error(Fault::CardProtocol, "SELECT answered " + std::to_string(sw.value));
}
} // namespace

bool selectApp(Card& card, App app) {
    return select(card, 0x04, aidOf(app));
}

bool selectFile(Card& card, FileId file) {
    const std::uint8_t id[] = {static_cast<std::uint8_t>(file >> 8U),
                               static_cast<std::uint8_t>(file & 0xFFU)};
    return select(card, 0x02, id);
}

std::optional<unsigned> queryTries(Card& card) {
    const StatusWord sw = card.transmit({.ins = 0x20, .p2 = 0x80}).sw;
    if (sw.blocked())
        return 0;
    return sw.triesLeft();
}

std::optional<unsigned> triesLeft(Card& card, const Reference& reference) {
    if (!selectApp(card, reference.app) || !selectFile(card, reference.file))
        return std::nullopt;
    return queryTries(card);
}

namespace {
VerifyOutcome presentTo(Card& card, std::uint8_t p2, const Pin& value) {
    const StatusWord sw = card.transmit({.ins = 0x20, .p2 = p2, .data = value.bytes()}).sw;
    if (sw.ok())
        return Verified{};
    if (const auto left = sw.triesLeft())
        return WrongValue{*left}; // 63C0 too: this very try was the last one
    if (sw.blocked())
        return Blocked{};
    return NotVerified{sw};
}
} // namespace

VerifyOutcome verify(Card& card, const Pin& value) {
    return presentTo(card, 0x80, value);
}

VerifyOutcome verifyByShortId(Card& card, FileId reference, const Pin& value) {
    return presentTo(card, static_cast<std::uint8_t>(0x80U | shortIdOf(reference)), value);
}

VerifyOutcome verify(Card& card, const Reference& reference, const Pin& value) {
    if (!selectApp(card, reference.app) || !selectFile(card, reference.file))
        return NotVerified{{0x6A82}};
    return verify(card, value);
}

std::optional<Bytes> readFile(Card& card, std::size_t limit) {
    return BinaryReader(card, limit).read();
}

std::optional<Bytes> readRecord(Card& card, std::uint8_t number) {
    Response answer = card.transmit({.ins = 0xB2, .p1 = number, .p2 = 0x04, .le = 256});
    if (!answer.sw.ok())
        return std::nullopt;
    return std::move(answer.data);
}

} // namespace kaomado::card
