// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/card.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/secret.hpp"

namespace kaomado::card {

namespace {
Response exchangeOnce(ApduLink& link, const Command& command) {
    Bytes apdu = encode(command);
    const WipeOnExit wipeApdu(apdu);
    Bytes answer = link.exchange(apdu); // may hold the individual number or a face
    const WipeOnExit wipeAnswer(answer);
    return responseFrom(answer);
}
} // namespace

Response transmitOver(ApduLink& link, const Command& command) {
    constexpr std::size_t kMaxAnswer = 65536;
    Response response = exchangeOnce(link, command);
    if ((response.sw.value & 0xFF00U) == 0x6C00U) {
        Command again = command;
        const std::uint32_t exact = response.sw.value & 0xFFU;
        again.le = exact == 0 ? 256U : exact;
        response = exchangeOnce(link, again);
    }
    Bytes collected;
    while ((response.sw.value & 0xFF00U) == 0x6100U) {
        append(collected, response.data);
        wipe(response.data);
        if (collected.size() > kMaxAnswer)
            throw Error(Fault::CardProtocol, "the card goes on answering 61xx");
        const std::uint32_t more = response.sw.value & 0xFFU;
        response = exchangeOnce(link, {.ins = 0xC0, .le = more == 0 ? 256U : more});
        if (response.data.empty() && (response.sw.value & 0xFF00U) == 0x6100U)
            throw Error(Fault::CardProtocol, "GET RESPONSE brings nothing");
    }
    if (!collected.empty()) {
        append(collected, response.data);
        response.data = std::move(collected);
    }
    return response;
}

} // namespace kaomado::card
