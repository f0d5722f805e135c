// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/case_sync.hpp"

#include "kaomado/counter/event_log.hpp"
#include "kaomado/procedure/event_json.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

/// How many events two records of a case have in common from the beginning, word for word.
std::size_t agreement(const std::vector<procedure::Event>& one, const std::vector<procedure::Event>& other) {
    const auto parting = std::ranges::mismatch(one, other, [](const auto& left, const auto& right) {
        return procedure::toJson(left) == procedure::toJson(right);
    });
    return static_cast<std::size_t>(parting.in1 - one.begin());
}

Standing standingOf(std::size_t agreed, std::size_t outreach, std::size_t city) {
    if (agreed < outreach && agreed < city)
        return Standing::Parted;
    if (agreed == outreach)
        return agreed == city ? Standing::Same : Standing::Behind;
    return city == 0 ? Standing::New : Standing::Longer;
}

/// Whether two cases were open at the same moment.
bool meet(const CaseSummary& one, const CaseSummary& other) {
    return (!one.closedAt || other.openedAt < *one.closedAt) &&
           (!other.closedAt || one.openedAt < *other.closedAt);
}

void wipeAll(std::optional<PersonalAttributes>& person) {
    if (person)
        for (auto& [name, value] : *person)
            wipe(value);
}

} // namespace

std::string_view nameOf(Standing standing) {
    constexpr std::array<std::string_view, 5> kNames{"same", "new", "longer", "behind", "parted"};
    return kNames.at(static_cast<std::size_t>(standing));
}

CaseSync::Comparison CaseSync::compared(const CaseKey& key) const {
    std::vector<procedure::Event> mine = CaseStore(from_.db).read(key);
    const std::vector<procedure::Event> theirs = CaseStore(to_.db).read(key);
    const std::size_t agreed = agreement(mine, theirs);
    Comparison found;
    found.told = {.key = key,
                  .standing = standingOf(agreed, mine.size(), theirs.size()),
                  .agreed = agreed,
                  .ahead = mine.size() - agreed,
                  .person = false,
                  .sameCard = sameCard(key)};
    if (found.told.standing == Standing::New || found.told.standing == Standing::Longer) {
        found.rest.assign(std::make_move_iterator(mine.begin() + static_cast<std::ptrdiff_t>(agreed)),
                          std::make_move_iterator(mine.end()));
        if (from_.persons != nullptr)
            found.person = from_.persons->get(key);
        found.told.person = found.person.has_value();
    }
    return found;
}

/// The outreach store knows the case best: it may be longer there. A case that the city continued is the
/// city's.
std::vector<CaseSummary> CaseSync::sameCard(const CaseKey& key) const {
    const auto mine = CaseList(from_.db).find(key);
    if (!mine || !mine->card)
        return {};
    std::vector<CaseSummary> others = CaseList(to_.db).ofCard(key.municipality, *mine->card);
    std::erase_if(others, [&](const CaseSummary& other) { return other.key == key || !meet(*mine, other); });
    return others;
}

void CaseSync::write(const Comparison& found) {
    if (found.person && to_.persons == nullptr)
        throw Error(Fault::Configuration, "there are personal attributes, and nothing that seals them for "
                                          "the city: name the folder of the city's keys");
    store::Transaction tx(to_.db);
    CaseStore(to_.db).append(found.told.key, found.told.agreed, found.rest);
    if (found.person)
        to_.persons->put(found.told.key, *found.person);
    tx.commit();
}

SyncedCase CaseSync::compare(const CaseKey& key) const {
    Comparison found = compared(key);
    wipeAll(found.person);
    return std::move(found.told);
}

SyncedCase CaseSync::bring(const CaseKey& key) {
    Comparison found = compared(key);
    if (!found.rest.empty())
        write(found);
    wipeAll(found.person);
    return std::move(found.told);
}

void CaseSync::finish(const std::string& municipality) {
    EventLog(to_.db, municipality).placeWaiting();
}

} // namespace kaomado::counter
