// SPDX-License-Identifier: Apache-2.0
// The machine: readers, clock and zone, fonts, and what is compiled in.
#include "doctor.hpp"

#include <kaomado/counter/case_store.hpp>
#include <kaomado/crypto/pem.hpp>
#include <kaomado/forms/library.hpp>
#include <kaomado/paper/text.hpp>
#include <kaomado/pcsc/monitor.hpp>
#include <kaomado/procedure/rulebook.hpp>
#include <kaomado/server/page.hpp>
#include <kaomado/store/versions.hpp>

#include <algorithm>
#include <ctime>
#include <set>

namespace kaomado::app {

namespace {

constexpr std::chrono::minutes kDrift{2}; ///< between the clocks of counters that write to one database
constexpr long kJapan = 9 * 60 * 60;      ///< seconds east of Greenwich

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

/// The newest event by the lists that are kept of them.
std::optional<Instant> newestEvent(store::Database& db) {
    if (!db.hasTable("case_list"))
        return std::nullopt;
    const store::Rows rows = db.query("SELECT max(changed_us) FROM case_list");
    return rows.at(0).isNull(0) ? std::nullopt : std::optional(rows[0].instant(0));
}

/// No day on which this program is used comes before the year of its rules.
Instant earliest() {
    const int year = std::stoi(procedure::Rulebook::builtIn().edition);
    return std::chrono::sys_days(std::chrono::year(year) / 1 / 1);
}

void examineZone(Diagnosis& diagnosis) {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    diagnosis.add(local.tm_gmtoff == kJapan ? Health::Good : Health::Doubtful, "zone",
                  {{"zone", local.tm_zone}});
}

void examineRules(Date today, Diagnosis& diagnosis) {
    const procedure::Rulebook& rulebook = procedure::Rulebook::builtIn();
    std::set<Date> changes;
    std::size_t inForce = 0;
    for (const auto& [id, rule] : rulebook.rules) {
        inForce += rule.inForce(today) ? 1U : 0U;
        if (rule.dates.from && *rule.dates.from > today)
            changes.insert(*rule.dates.from);
    }
    diagnosis.add(inForce > 0 ? Health::Good : Health::Bad, changes.empty() ? "rulebook" : "rulebook.changes",
                  {{"edition", rulebook.edition},
                   {"count", std::to_string(inForce)},
                   {"day", changes.empty() ? "" : toIso(*changes.begin())}});
}

/// A form of which no edition is in force would be missing on the day that it is wanted.
void examineForms(Date today, Diagnosis& diagnosis) {
    const forms::Library& library = forms::Library::builtIn();
    std::set<std::string> lapsed;
    for (const forms::Form& form : library.all())
        if (library.find(form.id, today) == nullptr)
            lapsed.insert(form.id);
    if (lapsed.empty())
        diagnosis.add(Health::Good, "forms", {{"count", std::to_string(library.inForce(today).size())}});
    else
        diagnosis.add(Health::Bad, "forms.lapsed", {{"forms", joined({lapsed.begin(), lapsed.end()})}});
}

} // namespace

void examineReaders(const Patient& patient, Diagnosis& diagnosis) {
    // Who trains, or has not begun, does without.
    const Health absent = patient.db && !patient.training ? Health::Bad : Health::Doubtful;
    try {
        const std::vector<std::string> readers = pcsc::listReaders();
        if (readers.empty())
            diagnosis.add(absent, "readers.none");
        else
            diagnosis.add(Health::Good, "readers", {{"readers", joined(readers)}});
    } catch (const Error& error) {
        diagnosis.add(absent, "readers.service", {{"why", error.what()}});
    }
}

void examineClock(const Patient& patient, Diagnosis& diagnosis) {
    const std::string now = toIso(patient.now);
    std::optional<Instant> newest;
    try {
        newest = patient.db ? newestEvent(*patient.db) : std::nullopt;
    } catch (const Error&) { // told with the database
        newest.reset();
    }
    if (patient.now < earliest())
        diagnosis.add(Health::Bad, "clock.early", {{"now", now}});
    else if (newest && *newest > patient.now + kDrift)
        diagnosis.add(Health::Bad, "clock.behind", {{"now", now}, {"newest", toIso(*newest)}});
    else
        diagnosis.add(Health::Good, "clock", {{"now", now}});
    examineZone(diagnosis);
}

void examinePapers(const Patient& patient, Diagnosis& diagnosis) {
    try {
        for (const paper::Face face : {paper::Face::Mincho, paper::Face::Gothic, paper::Face::GothicBold})
            paper::unprintable("見本", face);
    } catch (const Error& error) {
        diagnosis.add(Health::Bad, "fonts.missing", {{"why", error.what()}});
        return; // a form is measured when it is read
    }
    diagnosis.add(Health::Good, "fonts");
    examineForms(dayInJapan(patient.now), diagnosis);
}

void examineProgram(const Patient& patient, Diagnosis& diagnosis) {
    examineRules(dayInJapan(patient.now), diagnosis);
    const std::size_t files = server::pageFiles();
    if (files > 0)
        diagnosis.add(Health::Good, "page", {{"count", std::to_string(files)}});
    else
        diagnosis.add(Health::Doubtful, "page.none");
    diagnosis.add(store::sqliteIsNewEnough() ? Health::Good : Health::Bad, "versions",
                  {{"version", KAOMADO_VERSION},
                   {"libraries", store::engineVersions() + ", " + crypto::libraryVersion()}});
}

} // namespace kaomado::app
