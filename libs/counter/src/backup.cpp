// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/backup.hpp"

#include "kaomado/counter/case_store.hpp"
#include "kaomado/procedure/event_json.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

constexpr std::string_view kEvents =
    "SELECT municipality, case_id, seq, body FROM event ORDER BY municipality, case_id, seq";
constexpr std::string_view kSameEvent =
    "SELECT body FROM event WHERE municipality = ?1 AND case_id = ?2 AND seq = ?3";
constexpr std::string_view kPersons = "SELECT municipality, case_id FROM person";
constexpr std::string_view kSamePerson = "SELECT 1 FROM person WHERE municipality = ?1 AND case_id = ?2";
constexpr std::string_view kSameCase =
    "SELECT 1 FROM event WHERE municipality = ?1 AND case_id = ?2 AND seq = 1";

using Losses = std::map<std::string, Loss>;

Loss& of(Losses& losses, const std::string& municipality) {
    Loss& loss = losses[municipality];
    loss.municipality = municipality;
    return loss;
}

/// Nothing for an event that no program of ours wrote: it counts all the same.
std::optional<Instant> timeOf(const std::string& body) {
    try {
        return procedure::eventFromJson(body).time;
    } catch (const Error&) {
        return std::nullopt;
    }
}

void compareEvents(store::Database& old, store::Database& backup, Losses& losses) {
    if (!old.hasTable("event"))
        return;
    const bool any = backup.hasTable("event");
    std::string lastCase;
    old.prepare(kEvents)->forEach([&](const store::Row& row) {
        const store::Rows same =
            any ? backup.query(kSameEvent, row.text(0), row.text(1), row.integer(2)) : store::Rows{};
        if (!same.empty() && same[0].text(0) == row.text(3))
            return true;
        Loss& loss = of(losses, row.text(0));
        const std::string thisCase = row.text(0) + '/' + row.text(1);
        loss.cases += lastCase == thisCase ? 0U : 1U;
        lastCase = thisCase;
        ++loss.events;
        loss.newest = std::max(loss.newest, timeOf(row.text(3)));
        return true;
    });
}

void comparePersons(store::Database& old, store::Database& backup, Losses& losses) {
    if (!old.hasTable("person") || !backup.hasTable("person"))
        return;
    old.prepare(kPersons)->forEach([&](const store::Row& row) {
        if (backup.query(kSamePerson, row.text(0), row.text(1)).empty())
            ++of(losses, row.text(0)).persons;
        return true;
    });
    // Only of cases that the old one knows: it has erased what it has not.
    backup.prepare(kPersons)->forEach([&](const store::Row& row) {
        if (old.query(kSamePerson, row.text(0), row.text(1)).empty() &&
            !old.query(kSameCase, row.text(0), row.text(1)).empty())
            ++of(losses, row.text(0)).returning;
        return true;
    });
}

} // namespace

store::TableSet tableSet() {
    return {.name = kTableSet, .steps = tableSteps()};
}

std::vector<Loss> lossOf(store::Database& old, store::Database& backup) {
    Losses losses;
    compareEvents(old, backup, losses);
    comparePersons(old, backup, losses);
    std::vector<Loss> all;
    for (auto& [municipality, loss] : losses)
        all.push_back(std::move(loss));
    return all;
}

} // namespace kaomado::counter
