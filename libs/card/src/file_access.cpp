// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/file_access.hpp"

#include "binary_reader.hpp"

namespace kaomado::card {

std::optional<SecretBytes> readSecretFile(Card& card, std::size_t limit) {
    auto content = BinaryReader(card, limit).read();
    if (!content)
        return std::nullopt;
    return SecretBytes(std::move(*content));
}

std::optional<Bytes> readFileByShortId(Card& card, FileId file, std::size_t limit) {
    return BinaryReader(card, limit).byShortId(file).read();
}

std::optional<Bytes> readFileExtended(Card& card) {
    Response answer = card.transmit({.ins = 0xB0, .le = 65536, .extended = true});
    if (!answer.sw.ok() && answer.sw.value != 0x6282)
        return std::nullopt;
    return std::move(answer.data);
}

std::optional<Bytes> readFileByHeader(Card& card) {
    const Response head = card.transmit({.ins = 0xB0, .le = 4});
    if (!head.sw.ok() || head.data.size() != 4 || head.data[1] != 0x82)
        return std::nullopt;
    const std::size_t size = (static_cast<std::size_t>(head.data[2]) << 8U | head.data[3]) + 4;
    return BinaryReader(card, size).exactly().read();
}

std::optional<Bytes> readRecordByShortId(Card& card, FileId file, std::uint8_t number) {
    const auto p2 = static_cast<std::uint8_t>(unsigned{shortIdOf(file)} << 3U | 0x04U);
    Response answer = card.transmit({.ins = 0xB2, .p1 = number, .p2 = p2, .le = 256});
    if (!answer.sw.ok())
        return std::nullopt;
    return std::move(answer.data);
}

std::optional<Bytes> readRecordsFrom(Card& card, std::uint8_t first) {
    Response answer = card.transmit({.ins = 0xB2, .p1 = first, .p2 = 0x05, .le = 256});
    if (!answer.sw.ok())
        return std::nullopt;
    return std::move(answer.data);
}

std::optional<Bytes> getData(Card& card, std::uint16_t tag) {
    Command command{.ins = 0xCA,
                    .p1 = static_cast<std::uint8_t>(tag >> 8U),
                    .p2 = static_cast<std::uint8_t>(tag & 0xFFU),
                    .le = 256};
    Response answer = card.transmit(command);
    if (answer.sw.value == 0x6700) {
        command.le = 65536;
        answer = card.transmit(command);
    }
    if (!answer.sw.ok())
        return std::nullopt;
    return std::move(answer.data);
}

std::optional<Bytes> getChallenge(Card& card, std::uint32_t count) {
    if (count == 0 || count > 256)
        throw Error(Fault::BadInput, "a card gives 1 to 256 random bytes at a time");
    Response answer = card.transmit({.ins = 0x84, .le = count});
    if (!answer.sw.ok())
        return std::nullopt;
    if (answer.data.size() != count)
        throw Error(Fault::CardProtocol, "GET CHALLENGE gave another number of bytes than asked");
    return std::move(answer.data);
}

StatusWord changeValue(Card& card, App app, const Pin& fresh) {
    switch (app) {
    case App::Jpki:
    case App::Text:
        return card.transmit({.ins = 0x24, .p1 = 0x01, .p2 = 0x80, .data = fresh.bytes()}).sw;
    case App::Juki:
    case App::Common:
        return card.transmit({.cla = 0x80, .ins = 0x32, .p2 = 0x80, .data = fresh.bytes()}).sw;
    case App::Visual:
        break;
    }
    throw Error(Fault::BadInput, "the references of VISUAL are not changed by a command");
}

} // namespace kaomado::card
