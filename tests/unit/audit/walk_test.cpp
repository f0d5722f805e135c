// SPDX-License-Identifier: Apache-2.0
#include "sample_log.hpp"

#include <kaomado/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace kaomado::audit {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

namespace {

testing::Matcher<const Finding&> is(Problem problem, std::uint64_t first, std::uint64_t last) {
    return testing::AllOf(Field(&Finding::problem, problem), Field(&Finding::first, first),
                          Field(&Finding::last, last));
}
testing::Matcher<const Finding&> is(Problem problem, std::uint64_t place) {
    return is(problem, place, place);
}

} // namespace

TEST(LeafText, IsOneJsonArrayOfTheKeyAndTheEventWordForWord) {
    EXPECT_EQ(leafText("99999", "20261123-7F3K2Q", 3, R"({"b": 1,"a":2})"),
              R"(["99999","20261123-7F3K2Q",3,{"b": 1,"a":2}])");
}

TEST(LeafText, OfTwoEventsIsNeverTheSameWhateverTheirNamesHold) {
    const std::set<std::string> texts{leafText("99999", "C", 1, "{}"),
                                      leafText("99999", R"(C",1,{},"D)", 1, "{}"),
                                      leafText("99999", "C", 1, R"({},"D",1,{})"),
                                      leafText("99999", "C\"", 1, "{}"),
                                      leafText("99999", "C\\u0022", 1, "{}"),
                                      leafText("99999", "C\\", 1, "{}"),
                                      leafText("9999", "9C", 1, "{}"),
                                      leafText("99999", "C1", 1, "{}"),
                                      leafText("99999", "C", 11, "{}"),
                                      leafText("99999", "\xC3\xA9", 1, "{}")};
    EXPECT_EQ(texts.size(), 10U);
    EXPECT_THAT(texts, Contains(R"(["99999","C\u0022",1,{}])"));
}

TEST(Walk, OfAnUntouchedLogFindsNothingAndTellsItsTree) {
    for (std::size_t size : {0U, 1U, 2U, 7U, 8U, 100U}) {
        const SampleLog log(size);
        const Verification found = log.verify({log.head(size / 2), log.head(size)});
        EXPECT_THAT(found.findings, IsEmpty()) << size;
        EXPECT_EQ(found.size, size);
        EXPECT_EQ(found.root, log.head(size).root);
        EXPECT_EQ(found.covered, size);
    }
}

TEST(Walk, CountsTheBytesThatItHashed) {
    EXPECT_EQ(SampleLog(2).verify().bytes, 2 * std::string(R"(["99999","C0",1,{"n":0}])").size());
}

TEST(Walk, LocatesEveryEventThatWasChangedAndNothingElse) {
    for (std::size_t place = 0; place < 11; ++place) {
        SampleLog log(11);
        const Checkpoint head = log.head(11);
        log.lines[place].event->at(3) ^= 1;
        EXPECT_THAT(log.verify({head}).findings, ElementsAre(is(Problem::EventChanged, place))) << place;
    }
    SampleLog log(11);
    for (const std::size_t place : {1U, 4U, 10U})
        log.lines[place].event->append(" ");
    EXPECT_THAT(log.verify().findings, ElementsAre(is(Problem::EventChanged, 1), is(Problem::EventChanged, 4),
                                                   is(Problem::EventChanged, 10)));
}

TEST(Walk, NamesTheCaseAndTheNumberOfAChangedEvent) {
    SampleLog log(5);
    log.lines[4].event = "{}";
    const Finding found = log.verify().findings.at(0);
    EXPECT_EQ(found.caseId, "C1");
    EXPECT_EQ(found.sequence, 2U);
}

TEST(Walk, LocatesAnEventThatWasChangedTogetherWithItsHashAmongItsNeighbours) {
    for (std::size_t place = 0; place < 8; ++place) {
        SampleLog log(8);
        log.lines[place].event = "{}";
        const std::string text = leafText("99999", log.lines[place].caseId, log.lines[place].sequence, "{}");
        std::ranges::copy(merkle::leafHash(viewOf(text)), log.lines[place].hashes.begin());
        const std::uint64_t pair = place / 2 * 2;
        EXPECT_THAT(log.verify().findings, ElementsAre(is(Problem::HashesChanged, pair, pair + 1))) << place;
    }
}

TEST(Walk, FindsEveryByteOfEveryStoredHash) {
    const SampleLog good(8);
    for (std::size_t place = 0; place < 8; ++place)
        for (std::size_t i = 0; i < good.lines[place].hashes.size(); ++i) {
            SampleLog log = good;
            log.lines[place].hashes[i] ^= 1;
            const auto findings = log.verify({good.head(8)}).findings;
            ASSERT_FALSE(findings.empty()) << place << " " << i;
            EXPECT_EQ(findings[0].last, place) << i;
        }
}

TEST(Walk, FindsHashesOfAWrongLengthAndGoesOn) {
    for (const std::size_t length : {0U, 31U, 33U, 96U}) {
        SampleLog log(8);
        log.lines[1].hashes.resize(length);
        EXPECT_THAT(log.verify({log.head(1)}).findings, ElementsAre(is(Problem::HashesChanged, 1))) << length;
    }
}

TEST(Walk, FindsAnEventThatIsGoneAndStillKnowsTheTree) {
    SampleLog log(8);
    const Checkpoint head = log.head(8);
    log.lines[5].event.reset();
    const Verification found = log.verify({head});
    EXPECT_THAT(found.findings, ElementsAre(is(Problem::EventMissing, 5)));
    EXPECT_EQ(found.covered, 8U);
}

TEST(Walk, FindsAGapAndKnowsTheTreeAgainFromTheSubtreeThatSpansIt) {
    SampleLog log(16);
    const std::vector<Checkpoint> heads{log.head(4), log.head(6), log.head(7), log.head(8), log.head(16)};
    log.lines.erase(log.lines.begin() + 5);
    const Verification found = log.verify(heads);
    EXPECT_THAT(found.findings, ElementsAre(is(Problem::PlacesMissing, 5), is(Problem::CaseGap, 8)));
    EXPECT_EQ(found.covered, 16U);
    EXPECT_EQ(found.root, heads.back().root);
}

TEST(Walk, FindsAGapOfAnySizeAtOnce) {
    SampleLog log(9);
    log.lines[8].index = std::uint64_t{1} << 62U;
    EXPECT_THAT(log.verify().findings,
                Contains(is(Problem::PlacesMissing, 8, (std::uint64_t{1} << 62U) - 1)));
}

TEST(Walk, FindsThatTheBeginningIsMissing) {
    SampleLog log(9);
    log.lines.erase(log.lines.begin(), log.lines.begin() + 3);
    EXPECT_THAT(log.verify().findings, Contains(is(Problem::PlacesMissing, 0, 2)));
}

TEST(Walk, FindsTwoEventsThatChangedPlaces) {
    SampleLog log(8);
    std::swap(log.lines[2].event, log.lines[3].event);
    EXPECT_THAT(log.verify().findings,
                ElementsAre(is(Problem::EventChanged, 2), is(Problem::EventChanged, 3)));
    std::swap(log.lines[2].event, log.lines[3].event);
    std::swap(log.lines[2].index, log.lines[3].index);
    std::swap(log.lines[2], log.lines[3]);
    EXPECT_THAT(log.verify().findings, Contains(is(Problem::HashesChanged, 2)));
}

TEST(Walk, FindsEventsOfACaseThatOvertookEachOtherEvenWithEveryHashMadeAnew) {
    SampleLog log(9);
    std::swap(log.lines[0].sequence, log.lines[3].sequence);
    log.rehash();
    EXPECT_THAT(log.verify().findings,
                ElementsAre(is(Problem::CaseGap, 0), is(Problem::CaseGap, 3), is(Problem::CaseGap, 6)));
}

TEST(Walk, FindsAPlaceThatComesTwice) {
    SampleLog log(5);
    log.lines.push_back(log.lines[2]);
    EXPECT_THAT(log.verify().findings, ElementsAre(is(Problem::OutOfOrder, 2)));
}

TEST(Walk, LocatesByTheHeadsAChangeThatWasHiddenByMakingEveryHashAnew) {
    for (std::size_t place = 0; place < 12; ++place) {
        SampleLog log(12);
        const std::vector<Checkpoint> heads{log.head(0), log.head(4), log.head(8), log.head(12)};
        log.lines[place].event = "{}";
        log.rehash();
        EXPECT_THAT(log.verify().findings, IsEmpty()); // nothing but a head can tell
        const Verification found = log.verify(heads);
        const std::uint64_t group = place / 4 * 4;
        EXPECT_THAT(found.findings, ElementsAre(is(Problem::HeadDiffers, group, group + 3))) << place;
        EXPECT_EQ(found.covered, group);
    }
}

TEST(Walk, FindsByAHeadThatTheEndWasCutOff) {
    SampleLog log(12);
    const Checkpoint head = log.head(10);
    EXPECT_THAT(log.verify({head}).findings, IsEmpty()); // grown since
    log.lines.resize(7);
    EXPECT_THAT(log.verify().findings, IsEmpty());
    EXPECT_THAT(log.verify({head}).findings, ElementsAre(is(Problem::CutOff, 7, 9)));
    log.lines.clear();
    EXPECT_THAT(log.verify({head}).findings, ElementsAre(is(Problem::CutOff, 0, 9)));
}

TEST(Walk, FindsThatTwoHeadsOfOneSizeTellDifferentStories) {
    SampleLog log(6);
    SampleLog other(6);
    other.lines[1].event = "{}";
    other.rehash();
    const Verification found = log.verify({other.head(6), log.head(6)});
    EXPECT_THAT(found.findings, ElementsAre(is(Problem::HeadDiffers, 0, 5)));
    EXPECT_EQ(found.covered, 6U);
}

TEST(Walk, ARootForTheEmptyLogMustBeTheOneOfTheEmptyTree) {
    EXPECT_THAT(SampleLog(3).verify({{0, SampleLog(1).head(1).root}}).findings,
                ElementsAre(is(Problem::HeadDiffers, 0)));
}

TEST(Walk, TellsWhatTheContentCheckSaysOfAnEvent) {
    const ContentCheck check = [](const Entry& entry) {
        if (entry.index == 1)
            throw Error(Fault::SignatureInvalid, "not signed");
        if (entry.index == 3)
            throw Error(Fault::StorageTampered, "no event");
    };
    const auto findings = SampleLog(5).verify({}, check).findings;
    EXPECT_THAT(findings, ElementsAre(is(Problem::ReadingForged, 1), is(Problem::EventUnreadable, 3)));
    EXPECT_EQ(findings.at(1).detail, "no event");
}

} // namespace kaomado::audit
