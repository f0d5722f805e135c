// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/emulator/card_image.hpp"

#include <functional>
#include <memory>

namespace kaomado::emulator {

/// Keeps the card when a counter, a value, a file or the life-cycle changed. Called before the answer leaves,
/// at most once per command. When it throws, the chip answers no more (its file still holds the old card).
using Persist = std::function<void(const CardImage&)>;

/// CardImage::save to that path.
Persist saveTo(std::filesystem::path path);

/// Makes an RSA-2048 key as PKCS #8 DER.
using KeySource = std::function<SecretBytes()>;
SecretBytes newRsaKey();

/// The rules of the card: bytes in, bytes out. Facts from card clients in public; where they are silent,
/// docs/emulator.md lists what we chose. @thread one chip, one thread
/// @source SRC-CARD-COMMANDS SRC-CARD-SW SRC-ISO7816-4
class Chip {
public:
    /// Without `persist` the card lives in memory only. The chip starts without power.
    explicit Chip(CardImage image, Persist persist = {}, KeySource keys = newRsaKey);
    Chip(const Chip&) = delete;
    Chip& operator=(const Chip&) = delete;
    ~Chip();

    /// Each of these ends every security status. A chip whose state could not be kept stays dead.
    void powerOn();
    void powerOff();
    void reset();
    bool powered() const;

    Bytes atr() const;

    /// One command. Empty = no answer: powered() then tells a mute card from one that lost its power.
    /// Settings' answerDelay is not waited for here: the transport does.
    /// @throws what `persist` throws; Error Fault::BadInput when a key in the image is no RSA-2048 key
    std::optional<Bytes> process(ByteView apdu);

    const CardImage& image() const;
    /// To arm and disarm faults while the card lives.
    CardFaults& faults();

    struct Core; ///< for the handlers of this room

private:
    std::unique_ptr<Core> core_;
};

} // namespace kaomado::emulator
