// SPDX-License-Identifier: Apache-2.0
// ①, ② and ③ at the real virtual card: what the chip is afterwards.
#include "play.hpp"

#include <kaomado/card/commands.hpp>
#include <kaomado/card/jpki.hpp>
#include <kaomado/card/signing.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <support/fault.hpp>

#include <algorithm>

namespace kaomado::counter {

using procedure::Word;
using test::CounterRig;
using test::faultOf;
using test::play;
using test::valuesOfThePinSet;
using training::Profile;

namespace {

/// Four-digit values, each drawn once; counts them.
struct CountedDraws {
    unsigned draws = 0;
    void feed(CounterRig& at) {
        at.random = [this] {
            ++draws;
            return std::uint16_t{7315};
        };
    }
};

std::optional<procedure::CardMode> modeOf(const CounterRig& at) {
    return at.counter->next(at.look()).mode;
}

bool opens(CounterRig& at, const card::Reference& where, std::string_view value) {
    emulator::EmulatedCard card(at.chip);
    return std::holds_alternative<card::Verified>(card::verify(card, where, card::Pin(value)));
}

constexpr card::Reference kUserAuth{card::App::Jpki, card::file::kUserAuthPin};
constexpr card::Reference kProfile{card::App::Text, card::file::kTextPin};
constexpr card::Reference kJuki{card::App::Juki, card::file::kHolderPin};

} // namespace

TEST(Scenario, P_001_TheNewCardLeavesLockedWithTheUserCertificateAlone) {
    CounterRig at(Profile::NeverIssued);
    play(at, "P01", {"sig_cert_requested=yes", "ins_registered=no", "ins_wanted=no"});
    EXPECT_TRUE(at.allLocked());
    EXPECT_FALSE(at.hasSignature());
    EXPECT_TRUE(at.began("S06_discard_sig"));
    EXPECT_EQ(modeOf(at), procedure::CardMode::FaceAuth);
    EXPECT_EQ(at.look().outcome, procedure::Outcome::HandedOver);
}

TEST(Scenario, P_008_OneValueServesTheRegistrationAndDiesWithTheLock) {
    CounterRig at(Profile::NeverIssued);
    CountedDraws values;
    values.feed(at);
    play(at, "P01", {"ins_registered=no", "ins_wanted=yes"});
    EXPECT_EQ(at.office.portal.registered().size(), 1U);
    EXPECT_FALSE(at.office.portal.loggedIn());
    EXPECT_EQ(values.draws, 1U); // no second setting
    EXPECT_TRUE(at.began("S10_set_provisional"));
    EXPECT_FALSE(at.began("S12_set_random"));
    EXPECT_TRUE(at.allLocked());
    EXPECT_FALSE(opens(at, kUserAuth, "7315"));
}

TEST(Scenario, P_110_TheCardWithTheMarkedCaseIsLockedAndHasLostItsSignatureCertificate) {
    CounterRig at(Profile::Normal);
    ASSERT_TRUE(at.hasSignature());
    play(at, "P04", {"lines_used=4", "reissue_choice=visit_at_handover", "case_state=at_hand"});
    EXPECT_TRUE(at.allLocked());
    EXPECT_FALSE(at.hasSignature());
    EXPECT_TRUE(at.began("S27_mark_case"));
    EXPECT_FALSE(at.began("S18_endorse"));
    EXPECT_EQ(modeOf(at), procedure::CardMode::FaceAuthCaseMarked);
    EXPECT_EQ(at.look().outcome, procedure::Outcome::Returned);
}

TEST(Scenario, P_115_WithNoCaseInStockTheChipIsLeftAsItWas) {
    CounterRig at(Profile::Normal);
    const std::string before = toText(at.chip.image().toJson().bytes());
    const Rehearsed result =
        Rehearsal(*at.counter, procedure::Rulebook::builtIn(), test::kHanako,
                  test::scriptOf(
                      "P04", {"lines_used=4", "reissue_choice=visit_at_handover", "case_state=none_left"}))
            .run();
    EXPECT_FALSE(result.reached);
    EXPECT_EQ(result.state.outcome, procedure::Outcome::Withdrawn);
    EXPECT_EQ(toText(at.chip.image().toJson().bytes()), before);
}

TEST(Scenario, P_162_APinOfThreeDigitsAndAPasswordOfFiveCharactersAreRejected) {
    CounterRig at(Profile::FaceAuth);
    at.receiveBack(true);
    at.must("S11_init_pin");
    at.pad.fresh = "123";
    EXPECT_EQ(faultOf([&] {
                  (void)at.perform("S20_reset_pin", {{"pin_chosen_by", Word("resident")}});
              }),
              Fault::BadInput);
    EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), 0U); // still none set
    at.pad.fresh = "7314";
    at.must("S20_reset_pin", {{"pin_chosen_by", Word("resident")}});
    EXPECT_TRUE(opens(at, kUserAuth, "7314"));
    at.must("S19_strike", {{"strike_treatment", Word("double_line")}, {"entry_method", Word("hand")}});
    at.pad.password = "ABC12";
    EXPECT_EQ(faultOf([&] { (void)at.perform("S21_load_sig"); }), Fault::BadInput);
    EXPECT_FALSE(at.hasSignature());
    at.pad.password = "ABC123";
    at.must("S21_load_sig");
    EXPECT_TRUE(opens(at, {card::App::Jpki, card::file::kSignaturePassword}, "ABC123"));
}

TEST(Scenario, P_162_SixToSixteenCharactersAreAPassword) {
    EXPECT_TRUE(isSignaturePassword(card::Pin("ABC123")));
    EXPECT_TRUE(isSignaturePassword(card::Pin("ABCDEFGH12345678")));
    EXPECT_EQ(faultOf([] { card::Pin seventeen("ABCDEFGH123456789"); }), Fault::BadInput);
    for (const char* wrong : {"123", "12345", "12 4", "12a4"})
        EXPECT_FALSE(isFourDigits(card::Pin(wrong))) << wrong;
}

TEST(Scenario, P_163_ARenewalLeavesTheHoldersPinsAsTheyWere) {
    CounterRig at(Profile::Expired); // its old certificate is no other test's
    const Bytes before = at.chip.image().find(card::App::Jpki, card::file::kUserAuthCertificate)->content;
    CardSession session(at.real, {});
    EXPECT_EQ(at.office.terminal.renewUserCertificate(session), Renewal::Done);
    session.release();
    EXPECT_NE(at.chip.image().find(card::App::Jpki, card::file::kUserAuthCertificate)->content, before);
    EXPECT_TRUE(opens(at, kUserAuth, test::kUserAuthPin));
    EXPECT_TRUE(opens(at, kProfile, test::kProfilePin));
    EXPECT_TRUE(opens(at, kJuki, test::kJukiPin));
}

TEST(Scenario, P_164_WithTheProvisionalPinNothingButTheRegistrationIsOffered) {
    CounterRig at(Profile::Normal);
    at.receive({{"ins_registered", false},
                {"ins_wanted", true},
                {"pin_known", false},
                {"staff_operates_portal", true}});
    at.paper("F05_insurance_consent", {{"signed_by", Word("applicant")},
                                       {"terms_version", dateFrom("2026-04-01")},
                                       {"consents_login", true},
                                       {"consents_registration", true},
                                       {"terms_agreed", true}});
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    at.must("S10_set_provisional");
    const auto offered = [&] {
        std::set<std::string> steps;
        for (const procedure::Action& action : at.counter->next(at.look()).actions)
            if (action.allowed)
                steps.insert(action.step);
        return steps;
    };
    EXPECT_EQ(offered(), std::set<std::string>{"S15_insurance"}); // with that PIN there is nothing else to do
    at.must("S15_insurance", {{"applicant_present", true}});
    EXPECT_FALSE(at.office.portal.loggedIn());
    EXPECT_EQ(offered(), std::set<std::string>{"S16_lock"});
}

TEST(Scenario, P_164_OneEntryOfThePinSignsThePortalsChallengeAndNothingElse) {
    CounterRig at(Profile::Normal);
    CardSession session(at.real, {});
    const card::Pin pin(test::kUserAuthPin);
    const portal::Registration byHolder{.operatedBy = portal::OperatedBy::Applicant,
                                        .applicantPresent = true};
    const RegistrationOutcome outcome = at.office.portal.registerCard(session, &pin, byHolder);
    ASSERT_TRUE(std::holds_alternative<Registered>(outcome));
    card::Card& card = session.card(); // held all the time, as the portal left it
    const auto signs = [&] {
        return card::selectFile(card, card::file::kUserAuthKey) &&
               std::holds_alternative<Bytes>(card::computeSignature(
                   card, card::SignatureInput::AsGiven, card::sha256DigestInfo(sha256(ByteView{}))));
    };
    EXPECT_FALSE(signs());
    ASSERT_TRUE(card::selectApp(card, card::App::Jpki));
    EXPECT_FALSE(signs()); // somebody who asks for the application again has no better luck
}

TEST(Scenario, P_176_AfterTheRenewalTheChipHoldsANewUserCertificateAndNoOther) {
    CounterRig at(Profile::Expired);
    const auto before = centralRecordOf(at.chip.image());
    play(at, "P03", {});
    const auto after = centralRecordOf(at.chip.image());
    EXPECT_NE(after.userAuthSerial, std::nullopt);
    EXPECT_NE(after.userAuthSerial, before.userAuthSerial);
    EXPECT_EQ(after.signatureSerial, std::nullopt);
    EXPECT_FALSE(at.hasSignature());
    EXPECT_TRUE(at.allLocked());
}

TEST(Scenario, P_194_OneValueIsEnteredForTheThreePins) {
    CounterRig at(Profile::NeverIssued);
    CountedDraws values;
    values.feed(at);
    play(at, "P01", {});
    EXPECT_EQ(values.draws, 1U);
    EXPECT_EQ(valuesOfThePinSet(at), std::set<std::string>{"7315"});
}

} // namespace kaomado::counter
