// SPDX-License-Identifier: Apache-2.0
#include "kaomado/lock/lock.hpp"

#include "session.hpp"

#include <algorithm>

namespace kaomado::lock {

namespace {
using namespace card;

std::string describe(const Reference& where) {
    const std::uint8_t id[] = {static_cast<std::uint8_t>(where.file >> 8U),
                               static_cast<std::uint8_t>(where.file & 0xFFU)};
    return std::string(nameOf(where.app)) + " " + toHex(id);
}

void checkPreconditions(const StateReport& state, const LockOptions& options) {
    if (options.expect && *options.expect != state.fingerprint)
        throw Error(Fault::WrongCard, "expected " + *options.expect + ", found " + state.fingerprint);
    std::string silent;
    for (const PinState& pin : state.pins)
        for (const ReferenceState& reference : pin.references)
            if (!reference.tries)
                silent += " " + describe(reference.where);
    if (!silent.empty())
        throw Error(Fault::PinStateUnreadable, "no count of tries from:" + silent);
    if (state.signatureCertificate.value_or(false) && !options.allowSignatureCertificate)
        throw Error(Fault::SignatureOnCard, "JPKI 0008 reports a signature certificate");
}

/// Uses up the tries of one reference.
class Drain {
public:
    Drain(Session& session, const Target& target, Addressing how, const PinSet& set)
        : session_(session), target_(target), how_(how), set_(set) {}

    /// Goes on until the card says zero, refuses, or does not count as documented. `after` always holds what
    /// is known, also when an exception ends the work.
    void run(ReferenceResult& result) {
        result.after = result.before;
        if (result.before == 0)
            return;
        expected_ = result.before - 1;
        const unsigned bound = std::max(result.before, target_.limit) + 1; // one more: the first may be a hit
        try {
            if (reach())
                for (unsigned i = 0; i < bound && present(result); ++i) {
                }
        } catch (const Error& error) {
            if (error.fault() != Fault::CardProtocol) // an odd answer concerns this reference, not the rest
                throw;
        }
    }

private:
    bool reach() {
        return session_.enter(target_.where.app) &&
               (how_ == Addressing::ShortId || selectFile(session_, target_.where.file));
    }

    /// One wrong value. True while tries are left and the card plays by the rules.
    bool present(ReferenceResult& result) {
        const std::optional<unsigned> known = result.after;
        result.after.reset(); // at stake until the card has answered
        const Pin candidate(set_.candidates.at(second_ ? 1 : 0));
        const StatusWord sw =
            session_
                .transmit({.ins = 0x20, .p2 = parameterFor(target_.where, how_), .data = candidate.bytes()})
                .sw;
        if (sw.ok())
            return guessed();
        if (const auto left = sw.triesLeft()) {
            result.after = left;
            const bool asExpected = !expected_ || *expected_ == *left;
            expected_ = *left == 0 ? 0 : *left - 1;
            return asExpected && *left > 0;
        }
        result.after = sw.blocked() ? 0U : known;
        return false;
    }

    /// The guess was the PIN: all tries are back. The other candidate cannot be the PIN as well.
    bool guessed() {
        const bool goOn = !second_;
        second_ = true;
        expected_.reset();
        return goOn;
    }

    Session& session_;
    const Target& target_;
    Addressing how_;
    const PinSet& set_;
    bool second_ = false;
    std::optional<unsigned> expected_;
};

LockReport begin(const StateReport& state) {
    LockReport report;
    report.card = state.card;
    report.fingerprint = state.fingerprint;
    for (const PinState& pin : state.pins) {
        report.pins.push_back({pin.id, pin.japanese, pin.english, {}});
        for (const ReferenceState& reference : pin.references)
            report.pins.back().references.push_back(
                {reference.where, reference.tries.value_or(0), reference.tries});
    }
    return report;
}

void drainAll(Session& session, const PinSet& set, const Survey& before, LockReport& report) {
    for (std::size_t pin = 0; pin < set.pins.size(); ++pin)
        for (std::size_t at = 0; at < set.pins[pin].targets.size(); ++at)
            Drain(session, set.pins[pin].targets[at], before.how[pin][at], set)
                .run(report.pins[pin].references[at]);
}

/// The first fault counts: what comes after it mostly follows from it.
template <class Work>
void keepFault(LockReport& report, Work work) {
    try {
        work();
    } catch (const Error& error) {
        if (!report.fault)
            report.fault = error;
    }
}

/// Power off and on, so that no success of a lucky guess stays in force; then the card is asked afresh.
void prove(Session& session, const PinSet& set, LockReport& report) {
    session.reset();
    const StateReport fresh = survey(session, set, false).state;
    const bool same = fresh.fingerprint == report.fingerprint;
    for (std::size_t pin = 0; pin < report.pins.size(); ++pin)
        for (std::size_t at = 0; at < report.pins[pin].references.size(); ++at)
            report.pins[pin].references[at].after =
                same ? fresh.pins[pin].references[at].tries : std::nullopt;
    if (!same)
        throw Error(Fault::WrongCard, "after the lock another card lies on the reader");
    report.proven = true;
}
} // namespace

PinOutcome PinResult::outcome() const {
    const auto open = [](const ReferenceResult& r) { return r.after.value_or(0) > 0; };
    if (std::ranges::any_of(references, open))
        return PinOutcome::NotLocked;
    const auto zero = [](const ReferenceResult& r) { return r.after == 0U; };
    return !references.empty() && std::ranges::all_of(references, zero) ? PinOutcome::Locked
                                                                        : PinOutcome::Unknown;
}

bool LockReport::allLocked() const {
    const auto locked = [](const PinResult& pin) { return pin.outcome() == PinOutcome::Locked; };
    return proven && !pins.empty() && std::ranges::all_of(pins, locked);
}

LockReport lockAll(Card& card, const PinSet& set, const LockOptions& options) {
    Session session(card);
    const Survey before = survey(session, set, true);
    checkPreconditions(before.state, options);
    LockReport report = begin(before.state);
    keepFault(report, [&] { drainAll(session, set, before, report); });
    keepFault(report, [&] { prove(session, set, report); }); // after a fault too: it tells what is true now
    report.commands = session.commands();
    return report;
}

} // namespace kaomado::lock
