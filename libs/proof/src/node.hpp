// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/proof/world.hpp"

#include <set>

namespace kaomado::proof {

/// A case and the card before it: what the engine knows, and how things really are.
struct Node {
    procedure::CaseState state;
    World world;
    std::optional<World>
        seen; ///< the card as the newest observation found it; none = unreadable or never read
    bool faceUnseen =
        false; ///< nobody has had to look at the face and the case of the card yet: they may be anything
    bool certificateUnseen =
        false; ///< nothing has looked at the user authentication certificate yet: it may be any (opening.cpp)
    std::optional<std::uint32_t> resumes =
        std::nullopt; ///< of a pause that changes nothing: where it goes on
};

/// When everything happens. The engine compares moments with each other, with the age that a reading may have
/// and with days; it never measures anything else. So of the moments in a case only their order counts, and a
/// state is kept with its moments moved to kBegin, one second apart, and looked at at kNow.
struct Moments {
    Instant begin, now;
};

/// Puts a state into the form in which equal futures are equal: moments and sequence numbers keep their order
/// only, what no decision looks at any more is cleared. `reread`: steps whose reading another step compares
/// with. `begun`: steps of which a condition asks whether they were ever begun.
void simplify(procedure::CaseState& state, const std::set<std::string>& reread,
              const std::set<std::string>& begun, const Moments& moments);

/// Equal keys, equal futures. Of a simplified state.
std::string keyOf(const Node& node);

} // namespace kaomado::proof
