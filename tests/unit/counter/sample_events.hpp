// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/clock.hpp>
#include <kaomado/counter/case_store.hpp>
#include <kaomado/counter/event_log.hpp>

#include <support/database/test_database.hpp>

namespace kaomado::counter {

inline const SystemClock kClock;
inline const CaseKey kCase{"99999", "C1"};
inline const CaseKey kOther{"99999", "C2"};
inline constexpr Instant kThen{std::chrono::microseconds{1'700'000'000'000'000}};

inline procedure::Event event(std::uint64_t sequence, const std::string& step, Instant at = kThen) {
    return {sequence, at, procedure::Officer("hanako"),
            procedure::StepStarted{step, {{"lines", procedure::Count(3)}}, true, true}};
}

/// A database with the counter's tables, of the engine under test.
struct SampleLog {
    explicit SampleLog(Placing placing = Placing::WithAppend, const std::string& address = {})
        : fresh(address), cases(*fresh.db, placing) {
        migrateTables(*db, kClock);
    }
    /// Two cases, interleaved: C1 has events 1, 2, 3 at 0, 2, 3 of the log; C2 has 1 at 1.
    void fill() {
        cases.append(kCase, 0, {event(1, "S01_accept")});
        cases.append(kOther, 0, {event(1, "S01_accept")});
        cases.append(kCase, 1, {event(2, "S16_lock"), event(3, "S18_endorse")});
    }
    test::FreshDatabase fresh;
    store::Database* db = fresh.db.get();
    CaseStore cases;
    EventLog log{*db, "99999"};
};

} // namespace kaomado::counter
