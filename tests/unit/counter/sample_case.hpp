// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/counter/case_store.hpp>

namespace kaomado::counter {

/// Events of a case one after the other, a minute apart.
class SampleCase {
public:
    explicit SampleCase(Instant opened, const std::string& procedure = "P04") : now_(opened) {
        add(procedure::CaseOpened{procedure, "2026", {}, std::nullopt});
    }
    template <class What>
    SampleCase& add(What what) {
        events_.push_back({events_.size() + 1, now_, procedure::Officer("hanako"), std::move(what)});
        now_ += std::chrono::minutes{1};
        return *this;
    }
    SampleCase& step(const std::string& step) { return add(procedure::StepStarted{step, {}, false, false}); }
    SampleCase& bind(const std::string& card) {
        return add(procedure::CardBound{procedure::Observation{card, "T1", now_, {}, "", "{}"}});
    }
    SampleCase& suspend() { return add(procedure::Suspended{procedure::Word("closing_time"), true}); }
    SampleCase& resume() { return add(procedure::Resumed{}); }
    SampleCase& divert() { return add(procedure::Diverted{"P03", {}, {}, {}}); }
    SampleCase& close(procedure::Outcome outcome = procedure::Outcome::Returned) {
        return add(procedure::CaseClosed{outcome, std::nullopt, std::nullopt});
    }
    const std::vector<procedure::Event>& events() const { return events_; }

private:
    Instant now_;
    std::vector<procedure::Event> events_;
};

/// 9 o'clock in Japan.
inline Instant morningOf(Date day) {
    return std::chrono::sys_days(day);
}

} // namespace kaomado::counter
