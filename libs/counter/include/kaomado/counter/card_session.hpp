// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/card.hpp"

#include <memory>
#include <string>

namespace kaomado::counter {

/// The reader on the counter.
class CardReader {
public:
    CardReader() = default;
    CardReader(const CardReader&) = delete;
    CardReader& operator=(const CardReader&) = delete;
    virtual ~CardReader() = default;

    /// The card on the reader, held exclusively until the result is destroyed.
    /// @throws Error Fault::ReaderMissing, CardMissing, CardBusy, CardMute, PcscUnavailable
    virtual std::unique_ptr<card::Card> take() = 0;
};

/// The card of one case during one step: taken when first needed, identified before anything else is done to
/// it, held until released. @thread as card::Card
class CardSession {
public:
    /// `fingerprint`: of the card bound to the case (card::fingerprintOf); empty = any card (none is bound
    /// yet).
    CardSession(CardReader& reader, std::string fingerprint)
        : reader_(reader), fingerprint_(std::move(fingerprint)) {}

    /// @throws Error as CardReader::take and card::readCardInfo; Fault::CardUnidentified; Fault::WrongCard
    /// when another card lies there, before any command but the reading of its serial number
    card::Card& card();

    /// Lets go, e.g. because staff carries the card to the integrated terminal. card() takes it again.
    void release() { held_.reset(); }

    const std::string& fingerprint() const { return fingerprint_; }

private:
    CardReader& reader_;
    std::string fingerprint_;
    std::unique_ptr<card::Card> held_;
};

} // namespace kaomado::counter
