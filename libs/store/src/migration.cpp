// SPDX-License-Identifier: Apache-2.0
#include "kaomado/store/migration.hpp"

#include "kaomado/base/hash.hpp"

namespace kaomado::store {

namespace {

constexpr std::string_view kTable = "CREATE TABLE IF NOT EXISTS migration ("
                                    " room TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL,"
                                    " sha256 TEXT NOT NULL, applied_us BIGINT NOT NULL,"
                                    " PRIMARY KEY (room, number))";

std::string labelOf(std::string_view set, std::int64_t number) {
    return "migration " + std::to_string(number) + " of " + std::string(set);
}

void compare(std::string_view set, const std::vector<AppliedMigration>& applied,
             std::span<const Migration> steps) {
    if (applied.size() > steps.size())
        throw Error(Fault::Configuration,
                    labelOf(set, applied.back().number) +
                        " was applied by a newer program; use that one on this database");
    for (std::size_t i = 0; i < applied.size(); ++i)
        if (applied[i].number != steps[i].number || applied[i].sha256 != toHex(sha256(viewOf(steps[i].sql))))
            throw Error(Fault::StorageTampered, labelOf(set, applied[i].number) + " (" + applied[i].name +
                                                    ") is not the step this program knows");
}

} // namespace

std::vector<AppliedMigration> appliedMigrations(Database& db, std::string_view set) {
    std::vector<AppliedMigration> applied;
    if (!db.hasTable("migration"))
        return applied;
    for (const Row& row : db.query(
             "SELECT number, name, sha256, applied_us FROM migration WHERE room = ?1 ORDER BY number", set))
        applied.push_back({row.integer(0), row.text(1), row.text(2), row.instant(3)});
    return applied;
}

void migrationsKnown(Database& db, std::string_view set, std::span<const Migration> steps) {
    compare(set, appliedMigrations(db, set), steps);
}

std::size_t migrate(Database& db, std::string_view set, std::span<const Migration> steps,
                    const Clock& clock) {
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i].number != static_cast<std::int64_t>(i) + 1)
            throw Error(Fault::Internal, labelOf(set, steps[i].number) + " is out of order");
    for (std::size_t done = 0;; ++done) {
        Transaction tx(db); // taken anew for every step: another program may be applying the same
        tx.hold("migration");
        db.prepareSchema();
        db.script(kTable);
        const std::vector<AppliedMigration> applied = appliedMigrations(db, set);
        compare(set, applied, steps);
        if (applied.size() == steps.size()) {
            tx.commit();
            return done;
        }
        const Migration& next = steps[applied.size()];
        db.script(next.sql);
        db.run("INSERT INTO migration(room, number, name, sha256, applied_us) VALUES(?1, ?2, ?3, ?4, ?5)",
               set, next.number, next.name, toHex(sha256(viewOf(next.sql))), clock.now());
        tx.commit();
    }
}

} // namespace kaomado::store
