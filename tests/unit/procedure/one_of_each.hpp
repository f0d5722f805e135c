// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/case.hpp"

namespace kaomado::procedure {

inline const Instant kTime = instantFromIso("2026-11-23T02:45:50.123456Z");

inline Observation observation() {
    return {"card-of-hanako",
            "counter-1",
            kTime,
            {{"pins_all_locked", true}, {"user_auth_tries", Count(0)}},
            "01AB",
            "{\"reading\":{}}"};
}

/// Every kind of event, some of them twice: with and without what may be missing.
inline std::vector<Event> oneOfEach() {
    std::vector<Event> events;
    const auto add = [&](auto what) {
        events.push_back({events.size() + 1, kTime, Officer("mihon"), std::move(what)});
    };
    add(CaseOpened{
        "P04", "2026", {{"visitor", Word("applicant")}, {"ins_registered", false}}, Word("card_seen")});
    add(CaseOpened{"P05", "2026", {}, std::nullopt});
    add(FactStated{"lines_used", Count(3)});
    add(DocumentRecorded{"F07_inquiry_response", true, {{"valid_until", dateFrom("2026-12-01")}}});
    add(CardBound{observation()});
    add(CardObserved{observation()});
    add(StepStarted{"S16_lock", {{"operating_status", Word("in_operation")}}, true, true});
    add(StepCompleted{"S16_lock", {}, observation(), {"R-END-26"}});
    add(StepCompleted{"S01_accept", {}, std::nullopt, {}});
    add(StepFailed{"S16_lock", Word("partial"), {}, observation()});
    add(Diverted{"P03", {"R-P04-06"}, {{"second_officer", Officer("mihon.jiro")}}, {"S02_documents"}});
    add(Suspended{Word("resident_left"), true});
    add(Resumed{});
    add(CaseClosed{Outcome::Withdrawn, Word("keep_normal_card"), std::nullopt});
    return events;
}

} // namespace kaomado::procedure
