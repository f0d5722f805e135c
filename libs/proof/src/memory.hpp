// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

#include <deque>
#include <optional>
#include <unordered_map>

namespace kaomado::proof {

/// Decisions, remembered by what they looked at.
///
/// A decision is a function of the things that the engine looks at, and it tells which (engine.hpp:
/// Onlooker). So for every kind of command there is a tree: an inner place names the thing that is looked at
/// next, its branches are the values seen, a leaf says how it ended. A command whose way through the tree is
/// known needs no decision. When the engine looks at another thing than the tree says, or ends otherwise, it
/// has looked at something that it does not tell of: `odd()` counts that, and a proof that met it is none.
class Memory {
public:
    using Thing = std::uint16_t;
    using Value = std::uint32_t;
    using Place = std::uint32_t;
    static constexpr Thing kCase = 0; ///< all of a case that is not a thing of its own

    /// 'f' a fact, 'p' a paper, 's' a step; the same number for the same thing.
    Thing thing(char kind, const std::string& id);
    /// "fwish", "pF05_insurance_consent", "sS16_lock"; empty for kCase.
    const std::string& nameOf(Thing thing) const { return names_[thing]; }
    std::size_t things() const { return names_.size(); }
    Value value(const std::string& text);

    enum class At : std::uint8_t { Unknown, Looks, Refused, Accepted };
    /// Of a kind of command.
    Place root(const std::string& command);
    At at(Place place) const { return places_[place].at; }
    Thing thingAt(Place place) const { return places_[place].thing; }
    /// Where it goes on; a place not yet known when this value is new.
    Place next(Place place, Value value);

    /// What came of a command that was accepted there: value() of a text that tells results apart.
    Value result(Place place) const { return places_[place].result; }

    /// What a decision looked at in this order, with these values by thing, and what came of it; nothing
    /// when it was refused.
    void learn(Place root, const std::vector<Thing>& looked, const std::vector<Value>& values,
               std::optional<Value> result);
    /// The engine looked at a thing that the walk does not keep.
    void lookedAtForgotten() { ++odd_; }
    std::size_t odd() const { return odd_; }

private:
    struct Where {
        At at = At::Unknown;
        Thing thing = 0;
        Value result = 0;
    };
    std::unordered_map<std::string, Thing> things_;
    std::deque<std::string> names_{std::string{}}; ///< nameOf() stays good while more come
    std::unordered_map<std::string, Value> values_;
    std::unordered_map<std::string, Place> roots_;
    std::vector<Where> places_;
    std::unordered_map<std::uint64_t, Place> branches_; ///< by the place they leave from and the value
    std::size_t odd_ = 0;
};

} // namespace kaomado::proof
