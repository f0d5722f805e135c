// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/database.hpp"

namespace kaomado::store {

/// A numbered step of the schema; numbers of one set are 1, 2, 3 … A step that has shipped never changes.
struct Migration {
    std::int64_t number;
    std::string_view name;
    std::string_view sql;
};

/// A step as the database remembers it.
struct AppliedMigration {
    std::int64_t number;
    std::string name, sha256;
    Instant at;
};

/// Brings `set`'s tables to the newest step, each in one transaction together with its line in the table
/// `migration`. Two programs may do so at once. @return steps applied now
/// @throws Error Fault::StorageTampered when an applied step is not the one of this program;
/// Fault::Configuration when the database is newer than this program; Fault::Storage
std::size_t migrate(Database& db, std::string_view set, std::span<const Migration> steps, const Clock& clock);

/// That what has been applied are steps of this program, be it not all of them. @throws Error as migrate
void migrationsKnown(Database& db, std::string_view set, std::span<const Migration> steps);

/// What has been applied, oldest first; nothing when the database is fresh. Changes nothing.
std::vector<AppliedMigration> appliedMigrations(Database& db, std::string_view set);

} // namespace kaomado::store
