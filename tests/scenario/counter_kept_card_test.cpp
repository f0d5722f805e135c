// SPDX-License-Identifier: Apache-2.0
// ⑥ and ⑦ at the real virtual card: opened for a while, and locked again.
#include "play.hpp"

#include <kaomado/trust/check.hpp>

#include <gmock/gmock.h>

#include <algorithm>

namespace kaomado::counter {

using procedure::CardMode;
using test::CounterRig;
using test::play;
using test::valuesOfThePinSet;
using ::testing::Contains;
using training::Profile;

namespace {

/// Four-digit values, drawn one after the other.
struct Draws {
    std::vector<std::uint16_t> values;
    std::size_t drawn = 0;
    void feed(CounterRig& at) {
        at.random = [this] { return values.at(drawn++); };
    }
};

Bytes userCertificate(const CounterRig& at) {
    const auto* file = at.chip.image().find(card::App::Jpki, card::file::kUserAuthCertificate);
    return file->exists ? file->content : Bytes{};
}

std::ptrdiff_t timesDone(const CounterRig& at, const std::string& step) {
    const auto events = at.events();
    return std::ranges::count_if(events, [&](const procedure::Event& event) {
        const auto* done = std::get_if<procedure::StepCompleted>(&event.what);
        return done != nullptr && done->step == step;
    });
}

CardMode modeOf(const CounterRig& at) {
    return at.counter->next(at.look()).mode.value();
}

} // namespace

TEST(Scenario, P_069_TheChipIsOpenedOnceAndLockedAgainAndKeepsItsCertificate) {
    CounterRig at(Profile::FaceAuth);
    Draws random{{7315}};
    random.feed(at);
    const Bytes certificate = userCertificate(at);
    play(at, "P06", {});
    EXPECT_EQ(random.drawn, 1U);
    EXPECT_TRUE(at.allLocked());
    EXPECT_EQ(userCertificate(at), certificate);
    EXPECT_EQ(modeOf(at), CardMode::FaceAuth);
    EXPECT_EQ(at.look().outcome, procedure::Outcome::Returned);
}

TEST(Scenario, P_076_TheCardLeavesWithTheResidentsPinAndWithoutStaffs) {
    CounterRig at(Profile::FaceAuth);
    Draws random{{7315}};
    random.feed(at);
    play(at, "P06", {"wish=normal_mode"});
    EXPECT_EQ(at.look().procedure, "P05");
    EXPECT_EQ(timesDone(at, "S11_init_pin"), 2); // staff's value was taken off the card
    EXPECT_EQ(valuesOfThePinSet(at), std::set<std::string>{at.pad.fresh});
    EXPECT_EQ(modeOf(at), CardMode::Normal);
}

TEST(Scenario, P_077_EachRandomPinIsDrawnForItself) {
    CounterRig at(Profile::FaceAuth);
    Draws random{{7315, 2086}};
    random.feed(at);
    play(at, "P07", {});
    EXPECT_EQ(random.drawn, 2U);
    EXPECT_EQ(valuesOfThePinSet(at), std::set<std::string>{"2086"});
    EXPECT_TRUE(at.allLocked());
}

TEST(Scenario, P_077_TheOldCertificateIsRevokedAndAnotherOneIsOnTheChip) {
    CounterRig at(Profile::FaceAuth);
    const Bytes old = userCertificate(at);
    play(at, "P07", {});
    EXPECT_NE(userCertificate(at), old);
    EXPECT_FALSE(userCertificate(at).empty());
    constexpr auto kKind = trust::CertificateKind::UserAuth;
    const Instant now = at.clock.now() + std::chrono::hours{24};
    const auto verdict = [&](const Bytes& certificate) {
        return trust::checkCertificate(certificate, test::sampleCa().anchors(), kKind, now,
                                       {.crl = test::sampleCa().crl(kKind, now), .required = true})
            .verdict;
    };
    EXPECT_EQ(verdict(old), trust::CertificateVerdict::Revoked);
    EXPECT_EQ(verdict(userCertificate(at)), trust::CertificateVerdict::Valid);
}

TEST(Scenario, P_080_WhenNoCertificateIsIssuedTheChipIsLockedTheCaseWaitsAndTheResidentIsTold) {
    CounterRig at(Profile::FaceAuth);
    at.office.terminal.faults().issueFails = true;
    std::vector<std::string> notes;
    Rehearsal failing(*at.counter, procedure::Rulebook::builtIn(), test::kHanako, test::scriptOf("P07", {}),
                      [&](const StepReport& report) {
                          notes.insert(notes.end(), report.notes.begin(), report.notes.end());
                      });
    const Rehearsed result = failing.run();
    at.key = result.key;
    EXPECT_FALSE(result.reached);
    EXPECT_EQ(at.look().phase, procedure::Phase::Suspended);
    EXPECT_TRUE(at.allLocked());
    EXPECT_TRUE(userCertificate(at).empty());
    EXPECT_THAT(notes, Contains(::testing::HasSubstr("健康保険証としての利用が中断する")));

    at.office.terminal.faults().issueFails = false;
    ASSERT_TRUE(std::holds_alternative<Told>(at.counter->resume(test::kHanako, at.key)));
    ASSERT_TRUE(std::holds_alternative<Told>(at.state("reissue_failed", false)));
    EXPECT_TRUE(failing.resume(at.key).reached);
    EXPECT_FALSE(userCertificate(at).empty());
    EXPECT_TRUE(at.allLocked());
    test::expectTruth(at.look(), at.chip.image());
}

TEST(Scenario, P_081_FromTheOpeningToTheLockTheCardIsTransitionalAndAtNoTimeNormal) {
    for (const char* procedure : {"P06", "P06R", "P07", "P07R"}) {
        CounterRig at(Profile::FaceAuth);
        std::set<CardMode> modes;
        play(at, procedure, {}, [&](const StepReport& /*step*/) {
            at.key.id = at.office.cases.cases(at.key.municipality).at(0);
            if (const auto mode = at.counter->next(at.look()).mode)
                modes.insert(*mode);
        });
        EXPECT_EQ(modes, (std::set<CardMode>{CardMode::FaceAuth, CardMode::Transitional})) << procedure;
    }
}

} // namespace kaomado::counter
