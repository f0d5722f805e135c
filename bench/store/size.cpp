// SPDX-License-Identifier: Apache-2.0
// A step in a database with many cases against one in a database with a thousand. --cases N (default 100000);
// the stated limit is for 1000000.
#include "ratio.hpp"
#include "steps.hpp"

#include <cstdlib>

using namespace kaomado;

namespace {

constexpr std::int64_t kFew = 1000;
constexpr std::size_t kRounds = 400;
constexpr double kLimit = 1.3;

/// Closed cases of one event each, with their places and lines, by one statement a table. The hashes are
/// blanks of a length that every place needs: nobody verifies this log.
void fill(store::Database& db, std::int64_t cases) {
    constexpr std::string_view kNumbers =
        "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < ?1) ";
    const auto insert = [&](std::string_view into, std::string_view values, const auto&... more) {
        db.run("INSERT INTO " + std::string(into) + " " + std::string(kNumbers) + "SELECT '99999', " +
                   std::string(values) + " FROM c",
               cases, more...);
    };
    const std::string id = "'20250101-' || CAST(10000000 + n AS TEXT)";
    store::Transaction tx(db);
    insert("event(municipality, case_id, seq, body)", id + ", 1, CAST(?2 AS TEXT)", std::string(300, 'x'));
    insert("log_entry(municipality, case_id, seq, log_index, hashes)",
           id + ", 1, n, CASE WHEN n % 2 = 0 THEN CAST(?2 AS BLOB)"
                " WHEN (n + 1) % 16 = 0 THEN CAST(?4 AS BLOB) ELSE CAST(?3 AS BLOB) END",
           Bytes(32), Bytes(std::size_t{32} * 4), Bytes(std::size_t{32} * 40));
    insert(
        "case_list(municipality, case_id, procedure_id, outcome, events, opened_us, opened_day, changed_us,"
        " closed_us, closed_day)",
        id + ", 'P04', 'returned', 1, n, n / 400, n, n, n / 400");
    tx.commit();
}

struct Filled {
    Filled(const std::string& address, std::int64_t count) : db(store::openDatabase(address)) {
        counter::migrateTables(*db, SystemClock());
        fill(*db, count);
        if (db->runsSideBySide())
            db->script("VACUUM ANALYZE"); // not in the middle of the measurement
        cases.emplace(*db);
        growing.emplace(*cases, "MEASURED");
    }
    std::unique_ptr<store::Database> db;
    std::optional<counter::CaseStore> cases;
    std::optional<bench::GrowingCase> growing;
};

bool measure(const char* name, const std::string& few, const std::string& many, std::int64_t count) {
    Filled small(few, kFew);
    Filled large(many, count);
    const auto [one, other] = bench::inTurn(
        kRounds, [&] { small.growing->step(); }, [&] { large.growing->step(); });
    std::printf("%-10s a step takes %.3f ms at %lld cases, %.3f ms at %lld\n", name, one / 1e6,
                static_cast<long long>(kFew), other / 1e6, static_cast<long long>(count));
    const std::string what = std::string(name) + "-step-at-" + std::to_string(count) + "-cases";
    return bench::report(what.c_str(), other / one, bench::Limit::AtMost, kLimit);
}

std::string schemaOf(const std::string& name) {
    store::openDatabase(bench::measuredServer().address())->script("CREATE SCHEMA " + name);
    return bench::measuredServer().address("&options=-csearch_path%3D" + name);
}

} // namespace

int main(int argc, char** argv) {
    const bool given = argc == 3 && std::string_view(argv[1]) == "--cases";
    const std::int64_t cases = given ? std::stoll(argv[2]) : 100'000;
    const test::TempDir dir;
    std::printf("machine: %s\n", bench::machine().c_str());
    const bool sqlite = measure("sqlite", dir / "few.db", dir / "many.db", cases);
    const bool postgresql = measure("postgresql", schemaOf("few"), schemaOf("many"), cases);
    return sqlite && postgresql ? EXIT_SUCCESS : EXIT_FAILURE;
}
