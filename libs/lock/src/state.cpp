// SPDX-License-Identifier: Apache-2.0
#include "kaomado/lock/state.hpp"

#include "session.hpp"

#include <algorithm>

namespace kaomado::lock {

namespace {
using namespace card;

constexpr std::uint8_t kVerify = 0x20, kReadBinary = 0xB0, kReadRecord = 0xB2;

std::uint8_t shortId(FileId file) {
    return static_cast<std::uint8_t>(file & 0x1FU);
}

/// The tries of a status word; a blocked reference in either wording has none.
std::optional<unsigned> triesOf(StatusWord sw) {
    return sw.blocked() ? std::optional{0U} : sw.triesLeft();
}

/// A card is known by its JPKI application, not by its ATR: readers make up parts of that.
void recognise(Session& session) {
    try {
        if (session.enter(App::Jpki))
            return;
    } catch (const Error& error) {
        if (error.fault() != Fault::CardProtocol)
            throw;
    }
    throw Error(Fault::NotMyNumberCard, "the card has no JPKI application");
}

/// JPKI 0008: 8F in the first byte while the signature certificate is there. @source SRC-CARD-FILES
std::optional<bool> readSignaturePresence(Session& session) {
    const auto p1 = static_cast<std::uint8_t>(0x80U | shortId(file::kCertificatePresence));
    Response answer = session.transmit({.ins = kReadBinary, .p1 = p1, .le = 3});
    if (!answer.sw.ok() && selectFile(session, file::kCertificatePresence))
        answer = session.transmit({.ins = kReadBinary, .le = 3});
    if (!answer.sw.ok() || answer.data.empty())
        return std::nullopt;
    return answer.data.front() == 0x8F;
}
} // namespace

bool Session::enter(App app) {
    if (current_ == app)
        return true;
    current_.reset();
    if (!selectApp(*this, app))
        return false;
    current_ = app;
    return true;
}

std::uint8_t parameterFor(const Reference& where, Addressing how) {
    return how == Addressing::Selected ? 0x80 : static_cast<std::uint8_t>(0x80U | shortId(where.file));
}

Query query(Session& session, const Reference& where) {
    if (!session.enter(where.app))
        return {};
    const auto ask = [&](Addressing how) {
        return triesOf(session.transmit({.ins = kVerify, .p2 = parameterFor(where, how)}).sw);
    };
    if (const auto tries = ask(Addressing::ShortId))
        return {tries, Addressing::ShortId};
    if (!selectFile(session, where.file))
        return {};
    return {ask(Addressing::Selected), Addressing::Selected};
}

CardInfo readIdentity(Session& session) {
    if (session.enter(App::Common)) {
        const auto p2 = static_cast<std::uint8_t>(unsigned{shortId(file::kCommonCardInfo)} << 3U | 4U);
        const Response record = session.transmit({.ins = kReadRecord, .p1 = 1, .p2 = p2, .le = 256});
        if (record.sw.ok())
            return parseCardInfo(record.data);
        if (const auto info = readCardInfo(session))
            return *info;
    }
    throw Error(Fault::CardUnidentified, "COMMON 0001 record 1 cannot be read");
}

Survey survey(Session& session, const PinSet& set) {
    Survey result;
    StateReport& state = result.state;
    recognise(session);
    state.signatureCertificate = readSignaturePresence(session);
    for (const SetPin& pin : set.pins) {
        state.pins.push_back({pin.id, pin.japanese, pin.english, {}});
        for (const Target& target : pin.targets)
            state.pins.back().references.push_back({target.where, std::nullopt});
        result.how.emplace_back(pin.targets.size(), Addressing::ShortId);
    }
    bool identified = false;
    const auto identify = [&] {
        state.card = readIdentity(session);
        identified = true;
    };
    for (std::size_t pin = set.pins.size(); pin-- > 0;) {
        for (std::size_t at = set.pins[pin].targets.size(); at-- > 0;) {
            const Reference where = set.pins[pin].targets[at].where;
            if (where.app == App::Common && !identified)
                identify(); // the application is entered anyway: saves a selection
            const Query answer = query(session, where);
            state.pins[pin].references[at].tries = answer.tries;
            result.how[pin][at] = answer.how;
        }
    }
    if (!identified)
        identify();
    state.fingerprint = fingerprintOf(state.card);
    return result;
}

bool PinState::locked() const {
    return !references.empty() &&
           std::ranges::all_of(references, [](const auto& r) { return r.tries == 0U; });
}

bool StateReport::allLocked() const {
    return !pins.empty() && std::ranges::all_of(pins, &PinState::locked);
}

StateReport readState(Card& card, const PinSet& set) {
    Session session(card);
    StateReport state = survey(session, set).state;
    state.commands = session.commands();
    return state;
}

} // namespace kaomado::lock
