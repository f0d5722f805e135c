// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/counter_rig.hpp"

#include <kaomado/counter/rehearsal.hpp>

namespace kaomado::test {

/// What the rehearsing clerk is told: the procedure, and what is different from an ordinary day.
inline counter::Script scriptOf(const std::string& procedure, const std::vector<std::string>& given) {
    counter::Script script{.procedure = procedure};
    for (const std::string& assignment : given)
        counter::give(script, procedure::Rulebook::builtIn(), assignment);
    return script;
}

/// The whole procedure by the rehearsing clerk; fails the test unless it comes to its outcome.
inline void play(CounterRig& at, const std::string& procedure, const std::vector<std::string>& given,
                 counter::Rehearsal::Watch watch = {}) {
    const counter::Rehearsed result = counter::Rehearsal(*at.counter, procedure::Rulebook::builtIn(), kHanako,
                                                         scriptOf(procedure, given), std::move(watch))
                                          .run();
    at.key = result.key;
    for (const procedure::Reason& reason : result.reasons)
        ADD_FAILURE() << reason.text;
    EXPECT_TRUE(result.reached);
    EXPECT_TRUE(at.logIsSound());
}

/// What the chip's references of the PIN set were last given.
inline std::set<std::string> valuesOfThePinSet(const CounterRig& at) {
    std::set<std::string> values;
    for (const lock::SetPin& pin : lock::PinSet::builtIn().pins)
        for (const lock::Target& target : pin.targets)
            values.insert(toText(at.chip.image().find(target.where.app, target.where.file)->value.bytes()));
    return values;
}

} // namespace kaomado::test
