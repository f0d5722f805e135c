// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/card/status_word.hpp"

#include <optional>

namespace kaomado::card {

/// One command. `data` is a view: the caller keeps the bytes alive for the call. `le` is the number of bytes
/// wanted, 1…65536; none means that no answer data are expected. Extended length is chosen when data > 255 or
/// le > 256, or by `extended`.
struct Command {
    std::uint8_t cla = 0x00, ins = 0x00, p1 = 0x00, p2 = 0x00;
    ByteView data{};
    std::optional<std::uint32_t> le{};
    bool extended = false;
};

struct Response {
    Bytes data;
    StatusWord sw;
};

/// ISO/IEC 7816-3 cases 1–4, short or extended. The result may hold a secret: the caller wipes it.
/// @throws Error Fault::BadInput for more than 65535 bytes of data or an le outside 1…65536
Bytes encode(const Command& command);

/// A command read back from its bytes; `data` views into `apdu`.
/// Empty when the lengths do not fit together (a card answers 6700). A fifth byte 00 alone is Le (and, from
/// T=0 framing, "no data"): both read as case 2 with le 256.
std::optional<Command> decode(ByteView apdu);

/// Splits the status word off. @throws Error Fault::CardProtocol for fewer than 2 bytes
Response responseFrom(ByteView bytes);

/// Status word and data as a card sends them.
Bytes encode(const Response& response);

/// Header only, for logs: no data field ever reaches one.
std::string forLog(const Command& command);

} // namespace kaomado::card
