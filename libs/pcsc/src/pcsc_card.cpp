// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pcsc/pcsc_card.hpp"

#include "kaomado/base/secret.hpp"
#include "scard.hpp"

namespace kaomado::pcsc {

namespace {
constexpr DWORD kRemovalNoticeMs = 1000; // drivers look for the card some times a second
} // namespace

class PcscCard::Link final : public card::ApduLink {
public:
    Link(const std::string& reader, std::chrono::milliseconds busy) : reader_(toNative(reader)) {
        LONG result = context_.connect(reader_, handle_, protocol_);
        if (is(result, SCARD_E_SHARING_VIOLATION)) {
            waitUntilFree(busy);
            result = context_.connect(reader_, handle_, protocol_);
        }
        if (!is(result, SCARD_S_SUCCESS))
            fail(result, "SCardConnect", Stage::Connecting);
        result = SCardBeginTransaction(handle_);
        if (!is(result, SCARD_S_SUCCESS)) {
            SCardDisconnect(handle_, SCARD_LEAVE_CARD);
            fail(result, "SCardBeginTransaction", Stage::Connecting);
        }
    }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link() override {
        SCardEndTransaction(handle_, SCARD_LEAVE_CARD);
        SCardDisconnect(handle_, SCARD_RESET_CARD);
    }

    Bytes exchange(ByteView apdu) override {
        const bool t0 = protocol_ == SCARD_PROTOCOL_T0;
        Bytes command = t0 ? shapeForT0(apdu) : Bytes(apdu.begin(), apdu.end());
        const WipeOnExit wiper(command);
        auto size = static_cast<DWORD>(answer_.size());
        const LONG result = SCardTransmit(handle_, t0 ? SCARD_PCI_T0 : SCARD_PCI_T1, command.data(),
                                          static_cast<DWORD>(command.size()), nullptr, answer_.data(), &size);
        if (!is(result, SCARD_S_SUCCESS))
            explain(result);
        if (size == 0) // how the virtual reader's driver reports a card that went during the command
            explain(static_cast<LONG>(SCARD_E_NOT_TRANSACTED));
        const std::span used(answer_.data(), static_cast<std::size_t>(size));
        Bytes copy(used.begin(), used.end());
        wipe(used);
        return copy;
    }

    void powerCycle() {
        SCardEndTransaction(handle_, SCARD_LEAVE_CARD); // Windows refuses a reconnection inside one
        reconnect(SCARD_UNPOWER_CARD);
        const LONG result = SCardBeginTransaction(handle_);
        if (!is(result, SCARD_S_SUCCESS))
            fail(result, "SCardBeginTransaction", Stage::Working);
    }

    Bytes atr() const { return atrOf(handle_); }

private:
    void reconnect(DWORD how) {
        const LONG result = SCardReconnect(handle_, SCARD_SHARE_EXCLUSIVE, kProtocols, how, &protocol_);
        if (!is(result, SCARD_S_SUCCESS))
            explain(result, "SCardReconnect");
    }

    /// Until the service reports a change of the reader's state, or the time passed.
    void waitUntilFree(std::chrono::milliseconds busy) const {
        std::vector<NativeState> states{stateFor(reader_, SCARD_STATE_UNAWARE)};
        if (!is(context_.waitForChange(states, 0), SCARD_S_SUCCESS))
            return;
        states[0].dwCurrentState = states[0].dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
        context_.waitForChange(states, static_cast<DWORD>(busy.count()));
    }

    /// A pulled card shows first as a broken exchange; the service notices the removal a moment later.
    bool removalFollows() const {
        std::vector<NativeState> states{stateFor(reader_, SCARD_STATE_PRESENT)};
        const LONG result = context_.waitForChange(states, kRemovalNoticeMs);
        return is(result, SCARD_S_SUCCESS) && (states[0].dwEventState & SCARD_STATE_EMPTY) != 0;
    }

    [[noreturn]] void explain(LONG result, const char* call = "SCardTransmit") {
        if (is(result, SCARD_W_RESET_CARD)) // usable again for whoever starts over
            SCardReconnect(handle_, SCARD_SHARE_EXCLUSIVE, kProtocols, SCARD_LEAVE_CARD, &protocol_);
        else if (faultFor(codeOf(result), Stage::Working) == Fault::CardMute && removalFollows())
            fail(SCARD_W_REMOVED_CARD, call, Stage::Working);
        fail(result, call, Stage::Working);
    }

    static constexpr std::size_t kLongestAnswer = 65536 + 2;

    Context context_;
    NativeText reader_;
    SCARDHANDLE handle_{};
    DWORD protocol_ = 0;
    Bytes answer_ = Bytes(kLongestAnswer);
};

PcscCard::PcscCard(const std::string& reader, std::chrono::milliseconds busy)
    : link_(std::make_unique<Link>(reader, busy)) {}
PcscCard::~PcscCard() = default;

card::Response PcscCard::transmit(const card::Command& command) {
    return card::transmitOver(*link_, command);
}

void PcscCard::reset() {
    link_->powerCycle();
}

Bytes PcscCard::atr() const {
    return link_->atr();
}

} // namespace kaomado::pcsc
