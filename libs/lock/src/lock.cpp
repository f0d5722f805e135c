// SPDX-License-Identifier: Apache-2.0
#include "kaomado/lock/lock.hpp"

#include "use_up.hpp"

#include <algorithm>
#include <span>

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

/// The work on a card whose first reading allowed it. The power cycle comes after the first PIN; the others
/// are locked in the session that begins with it and asked where they are: every reference says zero after
/// the cycle, and an application of the others is selected once for both.
class Run {
public:
    Run(Session& session, const PinSet& set, const Survey& before)
        : session_(session),
          set_(set),
          report_(begin(before.state)),
          first_(set.pins.empty() ? 0 : set.pins.front().targets.size()) {
        for (std::size_t pin = 0; pin < set.pins.size(); ++pin)
            for (std::size_t at = 0; at < set.pins[pin].targets.size(); ++at)
                steps_.push_back(
                    {set.pins[pin].targets[at], before.how[pin][at], report_.pins[pin].references[at]});
    }

    LockReport finish() {
        keepFault([&] {
            for (const Step& step : first())
                drain(step);
            readAgain(Rest::Lock);
        });
        const bool otherCard = report_.fault && report_.fault->fault() == Fault::WrongCard;
        if ((accepted_ || report_.fault) && !otherCard) // after a fault too: it tells what is true now
            keepFault([&] { readAgain(Rest::Leave); });
        report_.commands = session_.commands();
        return std::move(report_);
    }

private:
    /// One reference, in the order of locking.
    struct Step {
        const Target& target;
        Addressing how;
        ReferenceResult& result;
    };
    enum class Rest { Lock, Leave };

    std::span<const Step> first() const { return std::span(steps_).first(first_); }
    std::span<const Step> rest() const { return std::span(steps_).subspan(first_); }

    /// Power off and on, which ends whatever a lucky guess opened. Then every reference is asked; those after
    /// the first PIN are locked before that, if `what` says so.
    void readAgain(Rest what) {
        report_.proven = false;
        session_.reset();
        accepted_ = false;
        demandSameCard();
        for (std::size_t at = first_; at-- > 0;) // backwards: begins where the identity was read
            ask(steps_[at]);
        for (const Step& step : rest()) {
            if (what == Rest::Lock)
                drain(step);
            ask(step);
        }
        report_.proven = true;
    }

    /// Before anything else is sent to whatever lies on the reader now.
    void demandSameCard() {
        if (fingerprintOf(readIdentity(session_)) == report_.fingerprint)
            return;
        for (const Step& step : steps_)
            step.result.after.reset();
        throw Error(Fault::WrongCard, "during the lock another card came onto the reader");
    }

    void drain(const Step& step) {
        if (useUp(session_, step.target, step.how, set_.candidates, step.result))
            accepted_ = true;
    }
    void ask(const Step& step) { step.result.after = query(session_, step.target.where).tries; }

    /// The first fault counts: what comes after it mostly follows from it.
    template <class Work>
    void keepFault(Work work) {
        try {
            work();
        } catch (const Error& error) {
            if (!report_.fault)
                report_.fault = error;
        }
    }

    Session& session_;
    const PinSet& set_;
    LockReport report_;
    std::vector<Step> steps_;
    std::size_t first_;
    bool accepted_ = false; ///< a value was the PIN, since the power was last off
};
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
    const Survey before = survey(session, set);
    checkPreconditions(before.state, options);
    return Run(session, set, before).finish();
}

} // namespace kaomado::lock
