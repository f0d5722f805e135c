// SPDX-License-Identifier: Apache-2.0
#include "use_up.hpp"

#include <algorithm>

namespace kaomado::lock {

namespace {
using namespace card;

class Drain {
public:
    Drain(Session& session, const Target& target, Addressing how, const Candidates& candidates)
        : session_(session), target_(target), how_(how), candidates_(candidates) {}

    bool run(ReferenceResult& result) {
        result.after = result.before;
        if (result.before == 0)
            return false;
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
        return second_;
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
        const Pin candidate(candidates_.at(second_ ? 1 : 0));
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
    const Candidates& candidates_;
    bool second_ = false;
    std::optional<unsigned> expected_;
};
} // namespace

bool useUp(Session& session, const Target& target, Addressing how, const Candidates& candidates,
           ReferenceResult& result) {
    return Drain(session, target, how, candidates).run(result);
}

} // namespace kaomado::lock
