// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/counter/branches.hpp>
#include <kaomado/counter/rehearsal.hpp>

#include <chrono>
#include <iosfwd>

namespace kaomado::app {

/// A branch and what became of it.
struct PlayedBranch {
    counter::Branch branch;
    counter::Rehearsed result;
    bool logSound = false;
    std::chrono::duration<double, std::milli> took{};

    /// It ended where and how its line says, for the reason that it says, and the log is sound.
    bool asSaid() const;
};

/// Tells many branches: a table at the end for people, or one JSON object a line as they come.
class RehearseTable {
public:
    RehearseTable(std::ostream& out, const Frame& frame, bool json) : out_(out), frame_(frame), json_(json) {}

    void add(PlayedBranch played);
    /// The table, then how many there were. @return whether all of them ended as said
    bool finish();

private:
    void rows();
    void row(const PlayedBranch& played);
    std::string ended(const PlayedBranch& played) const;

    std::ostream& out_;
    const Frame& frame_;
    bool json_;
    std::vector<PlayedBranch> all_;
};

} // namespace kaomado::app
