// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pcsc/framing.hpp"

#include "scard.hpp"

namespace kaomado::pcsc {

Fault faultFor(std::uint32_t code, Stage stage) {
    const bool working = stage == Stage::Working;
    switch (code) {
    case codeOf(SCARD_E_NO_SERVICE):
    case codeOf(SCARD_E_SERVICE_STOPPED):
    case codeOf(SCARD_E_INVALID_HANDLE): // the service was started anew: our handle means nothing to it
    case codeOf(SCARD_F_COMM_ERROR):
    case codeOf(SCARD_E_NO_ACCESS):
    case codeOf(SCARD_W_SECURITY_VIOLATION): // pcsclite: it hung up on us, refusing us or dying
        return Fault::PcscUnavailable;
    case codeOf(SCARD_E_NO_READERS_AVAILABLE):
    case codeOf(SCARD_E_UNKNOWN_READER):
    case codeOf(SCARD_E_READER_UNAVAILABLE):
        return working ? Fault::ReaderGone : Fault::ReaderMissing;
    case codeOf(SCARD_E_NO_SMARTCARD):
    case codeOf(SCARD_W_REMOVED_CARD):
        return working ? Fault::CardRemoved : Fault::CardMissing;
    case codeOf(SCARD_W_RESET_CARD):
        return Fault::CardRemoved; // all that was selected and verified is gone, as after removal
    case codeOf(SCARD_E_SHARING_VIOLATION):
        return Fault::CardBusy;
    case codeOf(SCARD_W_UNRESPONSIVE_CARD):
    case codeOf(SCARD_W_UNPOWERED_CARD):
    case codeOf(SCARD_W_UNSUPPORTED_CARD):
    case codeOf(SCARD_E_PROTO_MISMATCH):
    case codeOf(SCARD_E_NOT_TRANSACTED):
    case codeOf(SCARD_E_NOT_READY):
    case codeOf(SCARD_E_COMM_DATA_LOST):
    case codeOf(SCARD_E_CARD_UNSUPPORTED):
        return Fault::CardMute;
    default:
        return Fault::Internal;
    }
}

Bytes shapeForT0(ByteView apdu) {
    Bytes shaped(apdu.begin(), apdu.end());
    if (shaped.size() == 4)
        shaped.push_back(0);
    const bool shortCase4 = shaped.size() > 5 && shaped[4] != 0 && shaped.size() == 4U + 1U + shaped[4] + 1U;
    if (shortCase4)
        shaped.pop_back();
    return shaped;
}

} // namespace kaomado::pcsc
