// SPDX-License-Identifier: Apache-2.0
#include "postgres_database.hpp"

#include "postgres.hpp"
#include "postgres_statement.hpp"

#include <utility>

namespace kaomado::store {

std::unique_ptr<Statement> PostgresDatabase::prepare(std::string_view sql) {
    return std::make_unique<PgStatement>(*this, sql);
}

void PostgresDatabase::script(std::string_view sql) {
    guarded([&] {
        payBegin();
        ready();
        connection_.execute(std::string(sql).c_str(), inTransaction() ? AtRisk::Nothing : AtRisk::Writes);
    });
}

/// A connection that is alive as far as we know.
void PostgresDatabase::ready() {
    if (connection_.alive())
        return;
    if (bound())
        throw Error(Fault::Storage, "the transaction is gone with its connection to PostgreSQL");
    connection_.revive();
    discarded_.clear();
}

void PostgresDatabase::discard(const std::string& name) {
    discarded_.push_back(name);
    if (!connection_.alive() || !connection_.idle())
        return;
    try {
        for (const std::string& old : discarded_)
            connection_.execute(("DEALLOCATE " + old).c_str());
    } catch (const Error&) {
        // The connection is gone, and with it the statements.
    }
    discarded_.clear();
}

void PostgresDatabase::begin() {
    ready();
    owesBegin_ = true;
}

void PostgresDatabase::beginSnapshot() {
    withSecondTry([&] { connection_.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); });
}

void PostgresDatabase::payBegin() {
    if (!owesBegin_)
        return;
    withSecondTry([&] { connection_.execute("BEGIN"); });
    owesBegin_ = false;
}

PgResult PostgresDatabase::payBeginWith(const std::function<int()>& send) {
    PgResult answer = connection_.executeTogether("BEGIN", send);
    owesBegin_ = false;
    return answer;
}

void PostgresDatabase::control(const std::string& sql) {
    payBegin();
    connection_.execute(sql.c_str());
}

void PostgresDatabase::commit() {
    if (std::exchange(owesBegin_, false))
        return; // nothing was done in it
    if (!connection_.alive())
        throw Error(Fault::Storage, "the transaction is gone with its connection to PostgreSQL");
    const PgResult result = connection_.execute("COMMIT", AtRisk::Writes);
    // A transaction in which something failed ends with a ROLLBACK that is no error.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
        throw Error(Fault::Storage,
                    "an earlier statement of the transaction has failed; nothing was written");
}

void PostgresDatabase::rollback() noexcept {
    owesBegin_ = false;
    if (connection_.alive() && !connection_.idle())
        PQclear(PQexec(connection_.get(), "ROLLBACK"));
}

/// The schema belongs to the key: two installations in one database do not wait for each other.
void PostgresDatabase::holdName(std::string_view name) {
    query("SELECT CAST(pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || ?1, 0)) AS TEXT)",
          name);
}

void PostgresDatabase::holdTable(std::string_view table) {
    script("LOCK TABLE " + std::string(table) + " IN EXCLUSIVE MODE");
}

bool PostgresDatabase::hasTable(std::string_view name) {
    return !query("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?1", name)
                .empty();
}

std::vector<std::string> PostgresDatabase::tables() {
    std::vector<std::string> names;
    for (const Row& row : query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
                                " ORDER BY tablename COLLATE \"C\""))
        names.push_back(row.text(0));
    return names;
}

/// BLOB is SQLite's word; here it becomes a name for bytea, so that one SQL file serves both.
void PostgresDatabase::prepareSchema() {
    if (query("SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
              " WHERE t.typname = 'blob' AND n.nspname = current_schema()")
            .empty())
        script("CREATE DOMAIN blob AS bytea");
}

/// A deleted row stays in the file until the table is written anew.
void PostgresDatabase::purgeDeleted(std::string_view table) {
    script("VACUUM (FULL) " + std::string(table));
}

std::unique_ptr<Database> openPostgres(const std::string& address, const OpenOptions& options) {
    char* reason = nullptr;
    PQconninfoOption* understood = PQconninfoParse(address.c_str(), &reason);
    PQfreemem(reason); // it may quote the password
    if (understood == nullptr)
        throw Error(Fault::Configuration, "the database address is no PostgreSQL URL of the form "
                                          "postgresql://USER@HOST,HOST/DATABASE");
    PQconninfoFree(understood);
    return std::make_unique<PostgresDatabase>(address, options);
}

} // namespace kaomado::store
