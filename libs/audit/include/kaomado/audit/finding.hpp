// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/merkle/proof.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado::audit {

/// What can be wrong with a log.
enum class Problem {
    EventChanged,    // an event does not fit its hash
    EventMissing,    // the log has a place for an event that is gone
    EventLeftOut,    // an event has no place in the log and does not wait for one
    PlacesMissing,   // the log has a gap
    OutOfOrder,      // a place comes twice or too late
    HashesChanged,   // the hashes of these places do not fit each other: one was changed, with or without its
                     // event
    CaseGap,         // the events of a case do not follow each other
    HeadDiffers,     // these places are not what was signed, although they fit each other
    CutOff,          // places that were signed are gone from the end
    HeadForged,      // a head is not signed by a key of the log, or is no head of this log
    EventUnreadable, // an event is as it was written, and no program of ours wrote it
    LineUnreadable,  // a line of an export is none
    ReadingForged,   // a chip reading is not signed by its terminal, or is not the one of its event
};

/// "event-changed", for programs.
std::string_view nameOf(Problem problem);

/// A size and root that somebody vouches for: a signed head, or one that was written down earlier.
using Checkpoint = merkle::Tree;

struct Finding {
    Problem problem{};
    std::uint64_t first = 0, last = 0; ///< places in the log
    std::string caseId{};              ///< of the last place, when known
    std::uint64_t sequence = 0;
    std::string detail{}; ///< English, no content of the event
    friend bool operator==(const Finding&, const Finding&) = default;
};

struct Verification {
    std::uint64_t size = 0;           ///< places walked
    std::optional<merkle::Hash> root; ///< over them; nothing when a gap hides it
    std::vector<Finding> findings;    ///< in the order of the log
    std::uint64_t bytes = 0;          ///< of what was hashed for the events
    std::uint64_t covered = 0;        ///< the longest beginning that a head confirms
    std::uint64_t waiting = 0;        ///< stored events that have no place yet
    bool sound() const { return findings.empty(); }
};

} // namespace kaomado::audit
