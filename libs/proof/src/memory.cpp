// SPDX-License-Identifier: Apache-2.0
#include "memory.hpp"

namespace kaomado::proof {

Memory::Thing Memory::thing(char kind, const std::string& id) {
    const auto [found, fresh] = things_.try_emplace(kind + id, static_cast<Thing>(names_.size()));
    if (fresh)
        names_.push_back(found->first);
    return found->second;
}

Memory::Value Memory::value(const std::string& text) {
    return values_.try_emplace(text, static_cast<Value>(values_.size() + 1)).first->second;
}

Memory::Place Memory::root(const std::string& command) {
    const auto [found, fresh] = roots_.try_emplace(command, static_cast<Place>(places_.size()));
    if (fresh)
        places_.emplace_back();
    return found->second;
}

Memory::Place Memory::next(Place place, Value value) {
    const auto [found, fresh] =
        branches_.try_emplace((std::uint64_t{place} << 32) | value, static_cast<Place>(places_.size()));
    if (fresh)
        places_.emplace_back();
    return found->second;
}

void Memory::learn(Place root, const std::vector<Thing>& looked, const std::vector<Value>& values,
                   std::optional<Value> result) {
    Place place = root;
    const auto look = [&](Thing thing) {
        Where& where = places_[place];
        if (where.at == At::Unknown) {
            where.at = At::Looks;
            where.thing = thing;
        }
        odd_ += where.at != At::Looks || where.thing != thing ? 1 : 0;
        place = next(place, values[thing]);
    };
    look(kCase);
    for (const Thing thing : looked)
        look(thing);
    Where& leaf = places_[place];
    const At end = result ? At::Accepted : At::Refused;
    const Value what = result.value_or(0);
    odd_ += leaf.at != At::Unknown && (leaf.at != end || leaf.result != what) ? 1 : 0;
    leaf.at = end;
    leaf.result = what;
}

} // namespace kaomado::proof
