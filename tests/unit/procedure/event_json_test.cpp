// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/event_json.hpp"
#include "one_of_each.hpp"

#include <gmock/gmock.h>

namespace kaomado::procedure {
namespace {
using ::testing::HasSubstr;

std::string complaint(const std::string& json) {
    try {
        (void)eventFromJson(json);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::StorageTampered);
        return error.what();
    }
    return {};
}

TEST(EventJson, EveryKindOfEventComesBackAsItWas) {
    for (const Event& event : oneOfEach())
        EXPECT_EQ(eventFromJson(toJson(event)), event) << toJson(event);
}

TEST(EventJson, IsWrittenWithSortedKeysAndWithoutBlanks) {
    EXPECT_EQ(
        toJson({3, kTime, Officer("mihon"),
                StepStarted{"S16_lock", {{"b", true}, {"a", Count(2)}}, true, false}}),
        R"({"at":"2026-11-23T02:45:50.123456Z","officer":"mihon","seq":3,"type":"step_started","v":1,)"
        R"("what":{"changes_card":true,"facts":{"a":2,"b":true},"irreversible":false,"step":"S16_lock"}})");
}

/// A stored event with one thing wrong.
struct Wrong {
    const char* why;
    const char* from;
    const char* to;
    const char* said;

    friend void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.why; }
};

class WrongEvent : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongEvent, IsRefused) {
    std::string json = toJson(oneOfEach()[6]); // a step started
    const std::size_t at = json.find(GetParam().from);
    ASSERT_NE(at, std::string::npos);
    json.replace(at, std::string(GetParam().from).size(), GetParam().to);
    EXPECT_THAT(complaint(json), HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Stored, WrongEvent,
    ::testing::Values(Wrong{"unknown key", "\"v\":1", "\"u\":1,\"v\":1", "not known"},
                      Wrong{"unknown key inside", "\"facts\":", "\"color\":1,\"facts\":", "not known"},
                      Wrong{"a later version", "\"v\":1", "\"v\":2", "version 2"},
                      Wrong{"an unknown type", "step_started", "step_dreamt", "type"},
                      Wrong{"a missing key", "\"irreversible\":true,", "", "'irreversible' is missing"},
                      Wrong{"a PIN as a number", "\"in_operation\"", "1234", "no known kind"},
                      Wrong{"a PIN as a word", "\"in_operation\"", "\"1234\"", "date or time"},
                      Wrong{"a free text", "\"in_operation\"", "\"Hanako is here\"", "a word is"},
                      Wrong{"a float", "\"in_operation\"", "1.5", "no known kind"},
                      Wrong{"a list", "\"in_operation\"", "[]", "no known kind"},
                      Wrong{"a blank", "\"v\":1", "\"v\": 1", "canonical"},
                      Wrong{"an officer that is a number", "\"mihon\"", "\"1234\"", "login"},
                      Wrong{"a text for a flag", "\"changes_card\":true", "\"changes_card\":\"true\"",
                            "neither"},
                      Wrong{"half of it", "\"what\":{", "\"what\":", "not JSON"}),
    [](const auto& row) {
        std::string name = row.param.why;
        std::erase(name, ' ');
        return name;
    });

TEST(Fold, RefusesAGapAndWhatCannotFollow) {
    const auto events = oneOfEach();
    CaseState state;
    EXPECT_THROW(apply(state, events[1]), Error); // begins with the second event
    EXPECT_THROW(apply(state, Event{1, kTime, Officer("mihon"), Resumed{}}), Error);
    apply(state, events[0]);
    EXPECT_THROW(apply(state, Event{2, kTime, Officer("mihon"), CaseOpened{"P04", "2026", {}, {}}}), Error);
    apply(state, Event{2, kTime, Officer("mihon"), CaseClosed{Outcome::Withdrawn, {}, {}}});
    EXPECT_THROW(apply(state, Event{3, kTime, Officer("mihon"), Resumed{}}), Error);
}

} // namespace
} // namespace kaomado::procedure
