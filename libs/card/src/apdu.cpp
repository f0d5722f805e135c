// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/apdu.hpp"

#include "kaomado/base/error.hpp"

namespace kaomado::card {

Bytes encode(const Command& command) {
    const std::size_t nc = command.data.size();
    if (nc > 65535)
        throw Error(Fault::BadInput, "command data over 65535 bytes");
    if (command.le && (*command.le == 0 || *command.le > 65536))
        throw Error(Fault::BadInput, "Le outside 1 to 65536");
    const bool extended = command.extended || nc > 255 || command.le.value_or(0) > 256;
    const auto byte = [](std::size_t value) { return static_cast<std::uint8_t>(value & 0xFFU); };

    Bytes out;
    out.reserve(4 + 3 + nc + 3); // never grows: a PIN must not be left behind in a freed block
    for (const std::uint8_t b : {command.cla, command.ins, command.p1, command.p2})
        out.push_back(b);
    if (nc > 0) {
        if (extended) {
            out.push_back(0);
            out.push_back(byte(nc >> 8U));
        }
        out.push_back(byte(nc));
        append(out, command.data);
    }
    if (command.le) {
        if (extended) {
            if (nc == 0)
                out.push_back(0);
            out.push_back(byte(*command.le >> 8U)); // 65536 is written 0000
        }
        out.push_back(byte(*command.le)); // 256 is written 00
    }
    return out;
}

std::optional<Command> decode(ByteView apdu) {
    if (apdu.size() < 4)
        return std::nullopt;
    Command command{.cla = apdu[0], .ins = apdu[1], .p1 = apdu[2], .p2 = apdu[3]};
    ByteView rest = apdu.subspan(4);
    if (rest.empty())
        return command;
    if (rest.size() == 1) {
        command.le = rest[0] == 0 ? 256U : rest[0];
        return command;
    }
    if (rest[0] != 0) { // short
        const std::size_t nc = rest[0];
        if (rest.size() != 1 + nc && rest.size() != 2 + nc)
            return std::nullopt;
        command.data = rest.subspan(1, nc);
        if (rest.size() == 2 + nc)
            command.le = rest.back() == 0 ? 256U : rest.back();
        return command;
    }
    if (rest.size() < 3)
        return std::nullopt;
    command.extended = true;
    const auto word = [](ByteView at) { return static_cast<std::uint32_t>(at[0]) << 8U | at[1]; };
    const std::uint32_t first = word(rest.subspan(1));
    if (rest.size() == 3) {
        command.le = first == 0 ? 65536U : first;
        return command;
    }
    if (first == 0 || (rest.size() != 3 + first && rest.size() != 5 + first))
        return std::nullopt;
    command.data = rest.subspan(3, first);
    if (rest.size() == 5 + first) {
        const std::uint32_t le = word(rest.subspan(3 + first));
        command.le = le == 0 ? 65536U : le;
    }
    return command;
}

Response responseFrom(ByteView bytes) {
    if (bytes.size() < 2)
        throw Error(Fault::CardProtocol, "answer shorter than a status word");
    const ByteView data = bytes.first(bytes.size() - 2);
    const auto sw = static_cast<std::uint16_t>(bytes[bytes.size() - 2] << 8U | bytes.back());
    return {{data.begin(), data.end()}, {sw}};
}

Bytes encode(const Response& response) {
    Bytes out = response.data;
    out.push_back(static_cast<std::uint8_t>(response.sw.value >> 8U));
    out.push_back(static_cast<std::uint8_t>(response.sw.value & 0xFFU));
    return out;
}

std::string forLog(const Command& command) {
    const std::uint8_t header[] = {command.cla, command.ins, command.p1, command.p2};
    return "CLA INS P1 P2 " + toHex(header) + " Lc " + std::to_string(command.data.size());
}

} // namespace kaomado::card
