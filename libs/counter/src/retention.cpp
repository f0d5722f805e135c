// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/retention.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

using namespace std::chrono;

constexpr unsigned kMostYears = 100;

constexpr std::string_view kDue =
    " FROM person WHERE municipality = ?1 AND EXISTS (SELECT 1 FROM case_list c"
    " WHERE c.municipality = person.municipality AND c.case_id = person.case_id AND c.closed_day <= ?2)";

std::int64_t dayNumber(Date day) {
    return sys_days(day).time_since_epoch().count();
}

} // namespace

Date lastDueDay(Date today, unsigned years) {
    const year fiscal = today.month() < April ? today.year() - std::chrono::years(1) : today.year();
    return (fiscal - std::chrono::years(static_cast<int>(years))) / March / 31;
}

void Retention::setYears(std::string_view municipality, unsigned years) {
    const bool digits = std::ranges::all_of(municipality, [](char c) { return c >= '0' && c <= '9'; });
    if (municipality.empty() || !digits || years > kMostYears)
        throw Error(Fault::BadInput, "retention: a municipality code of digits and at most 100 years");
    db_.run("INSERT INTO retention(municipality, years) VALUES(?1, ?2)"
            " ON CONFLICT (municipality) DO UPDATE SET years = excluded.years",
            municipality, years);
}

std::vector<DueAttributes> Retention::due(Date today) const {
    std::vector<DueAttributes> all;
    for (const store::Row& row :
         db_.query("SELECT municipality, years FROM retention ORDER BY municipality")) {
        DueAttributes one{.municipality = row.text(0), .years = static_cast<unsigned>(row.integer(1))};
        one.closedUntil = lastDueDay(today, one.years);
        const store::Rows count =
            db_.query("SELECT count(*)" + std::string(kDue), one.municipality, dayNumber(one.closedUntil));
        one.cases = static_cast<std::uint64_t>(count.at(0).integer(0));
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<DueAttributes> Retention::erase(Date today) {
    store::Transaction tx(db_);
    std::vector<DueAttributes> erased = due(today);
    for (DueAttributes& one : erased)
        one.cases = static_cast<std::uint64_t>(
            db_.run("DELETE" + std::string(kDue), one.municipality, dayNumber(one.closedUntil)));
    tx.commit();
    db_.purgeDeleted("person"); // also what an earlier run had deleted and was too busy to overwrite
    return erased;
}

} // namespace kaomado::counter
