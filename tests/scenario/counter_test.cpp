// SPDX-License-Identifier: Apache-2.0
// ④ and ⑤ at the real virtual card: what the chip is afterwards, and what the log says.
#include "support/alone.hpp"
#include "support/counter_rig.hpp"

#include <kaomado/base/hash.hpp>
#include <kaomado/base/text_file.hpp>
#include <kaomado/card/commands.hpp>
#include <kaomado/card/signing.hpp>
#include <kaomado/card/visual.hpp>
#include <kaomado/emulator/emulated_card.hpp>
#include <kaomado/procedure/event_json.hpp>
#include <kaomado/trust/check.hpp>

#include <support/fault.hpp>
#include <support/temp_dir.hpp>

#include <algorithm>

namespace kaomado::counter {

using procedure::Word;
using test::countAlone;
using test::CounterRig;
using test::faultOf;
using test::TempDir;
using training::Profile;

namespace {

const procedure::Facts kPinForgotten{
    {"ins_registered", false}, {"ins_wanted", true}, {"pin_known", false}, {"staff_operates_portal", true}};

/// ④ with a provisional PIN made of these draws, to the end.
void setFaceAuthWith(CounterRig& at, unsigned draw) {
    at.random = [draw] { return static_cast<std::uint16_t>(draw); };
    at.receive(kPinForgotten);
    at.paper("F05_insurance_consent", {{"signed_by", procedure::Word("applicant")},
                                       {"terms_version", dateFrom("2026-04-01")},
                                       {"consents_login", true},
                                       {"consents_registration", true},
                                       {"terms_agreed", true}});
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    at.must("S10_set_provisional");
    at.must("S15_insurance", {{"applicant_present", true}});
    at.lock();
    at.endorse();
    at.handOver();
}

/// The events without what differs by nature between two cases: the proof of a reading (its signature) and
/// the certificate that was issued are the same here, the case's name is not in the events.
std::string everythingIn(CounterRig& at) {
    std::string all;
    for (const auto& row : at.db->query("SELECT body FROM event ORDER BY case_id, seq"))
        all += row.text(0) + "\n";
    return all;
}

} // namespace

TEST(Scenario, P_091_TheLogIsTheSameWhateverThePinWas) {
    std::vector<std::string> logs;
    for (const unsigned draw : {7315U, 2086U}) {
        CounterRig at(Profile::Normal);
        setFaceAuthWith(at, draw);
        logs.push_back(everythingIn(at));
    }
    EXPECT_EQ(logs[0], logs[1]);
}

TEST(Scenario, P_088_RedrawsAreCountedInTheLogWithoutTheirValues) {
    CounterRig at(Profile::Normal);
    at.pad.securityCode = "2086";
    std::vector<std::uint16_t> draws{1111, 2086, 1980,
                                     7315}; // one digit, the code, the birth year of the holder
    at.receive(kPinForgotten);
    at.paper("F05_insurance_consent", {{"signed_by", procedure::Word("applicant")},
                                       {"terms_version", dateFrom("2026-04-01")},
                                       {"consents_login", true},
                                       {"consents_registration", true},
                                       {"terms_agreed", true}});
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    at.random = [&, next = std::size_t{0}]() mutable { return draws.at(next++); };
    at.must("S10_set_provisional");
    EXPECT_EQ(at.look().facts.at("pin_redraws"), procedure::FactValue{procedure::Count(3)});
    EXPECT_EQ(at.look().facts.at("pin_check_partial"), procedure::FactValue{false});
    const auto& pin = *at.chip.image().find(card::App::Jpki, card::file::kUserAuthPin);
    EXPECT_EQ(toText(pin.value.bytes()), "7315");
}

TEST(Scenario, P_188_WithoutTheSecurityCodeTheStepGoesOnAndTheLogSaysThatTheCheckWasPartial) {
    CounterRig at(Profile::Normal);
    setFaceAuthWith(at, 7315);
    EXPECT_EQ(at.look().facts.at("pin_check_partial"), procedure::FactValue{true});
}

TEST(Scenario, P_093_NoFileOfSqliteHoldsAPinThatWasUsed) {
    const TempDir dir;
    const std::string path = dir / "log.db";
    CounterRig at(Profile::Normal, path);
    setFaceAuthWith(at, 7315);
    EXPECT_TRUE(at.logIsSound());
    for (const char* suffix : {"", "-wal", "-shm"}) {
        const std::string content = readTextFile(path + suffix);
        EXPECT_EQ(content.find("\"7315\""), std::string::npos) << suffix; // as a value of its own
        EXPECT_EQ(content.find(":7315"), std::string::npos) << suffix;
        EXPECT_EQ(content.find("=7315"), std::string::npos) << suffix;
    }
}

TEST(Scenario, P_143_SettingAndUnsettingAreBothDoneOnOneDay) {
    CounterRig at(Profile::Normal);
    at.clock.set(instantFromIso("2026-10-02T01:00:00Z")); // 10:00 in Japan
    at.receive();
    at.lock();
    at.endorse();
    at.handOver();
    at.clock.set(instantFromIso("2026-10-02T06:00:00Z")); // 15:00
    at.receiveBack();
    at.must("S11_init_pin");
    at.must("S20_reset_pin", {{"pin_chosen_by", Word("resident")}});
    at.must("S19_strike", {{"strike_treatment", Word("double_line")}, {"entry_method", Word("hand")}});
    at.handOver();
    EXPECT_EQ(at.look().outcome, procedure::Outcome::HandedOver);
    emulator::EmulatedCard card(at.chip);
    const card::Reference userAuth{card::App::Jpki, card::file::kUserAuthPin};
    EXPECT_TRUE(
        std::holds_alternative<card::Verified>(card::verify(card, userAuth, card::Pin(at.pad.fresh))));
}

TEST(Scenario, P_146_TheLockLocksThreePinsAndNothingElse) {
    CounterRig at(Profile::NoSignature);
    at.receive();
    const emulator::CardImage before =
        emulator::CardImage::parse(toText(at.chip.image().toJson().bytes()), "card");
    at.lock();
    const std::set<card::Reference> targets = [] {
        std::set<card::Reference> all;
        for (const lock::SetPin& pin : lock::PinSet::builtIn().pins)
            for (const lock::Target& target : pin.targets)
                all.insert(target.where);
        return all;
    }();
    EXPECT_EQ(targets.size(), 4U);
    for (const auto& [where, file] : at.chip.image().files) {
        const auto& old = before.files.at(where);
        EXPECT_EQ(file.tries, targets.contains({where.first, where.second}) ? 0U : old.tries);
        EXPECT_EQ(file.content, old.content);
        EXPECT_TRUE(std::ranges::equal(file.value.bytes(), old.value.bytes()));
    }
    // 照合番号B still opens the card face.
    emulator::EmulatedCard card(at.chip);
    const card::Reference numberB{card::App::Visual, card::file::kVisualNumberB};
    const auto& value = at.chip.image().find(numberB.app, numberB.file)->value;
    EXPECT_TRUE(std::holds_alternative<card::Verified>(
        card::verify(card, numberB, card::Pin(toText(value.bytes())))));
    ASSERT_TRUE(card::selectFile(card, card::file::kVisualFace));
    EXPECT_TRUE(card::readFile(card).has_value());
}

TEST(Scenario, P_148_TheCardReturnedIsTheCardReceived) {
    CounterRig at(Profile::Normal);
    const std::string serial = at.chip.image().serial();
    at.receive();
    at.lock();
    at.endorse();
    at.handOver();
    EXPECT_EQ(at.chip.image().serial(), serial);
    for (const procedure::Event& event : at.events()) {
        const auto* done = std::get_if<procedure::StepCompleted>(&event.what);
        if (done != nullptr && done->observation) {
            EXPECT_EQ(done->observation->fingerprint, at.look().fingerprint);
        }
    }
}

TEST(Scenario, P_167_EachLockedPinAnswersLockedEvenToTheRightValue) {
    CounterRig at(Profile::Normal);
    at.receive();
    at.lock();
    emulator::EmulatedCard card(at.chip);
    for (const auto& [where, value] : std::map<card::Reference, std::string_view>{
             {{card::App::Jpki, card::file::kUserAuthPin}, test::kUserAuthPin},
             {{card::App::Text, card::file::kTextPin}, test::kProfilePin},
             {{card::App::Juki, card::file::kHolderPin}, test::kJukiPin},
             {{card::App::Common, card::file::kHolderPin}, test::kJukiPin}})
        for (const std::string_view tried : {value, test::kWrongPin})
            EXPECT_TRUE(std::holds_alternative<card::Blocked>(card::verify(card, where, card::Pin(tried))));
}

TEST(Scenario, P_130_AfterTheLockWhatAsksForAPinGetsNoSignatureFromTheCard) {
    CounterRig at(Profile::Normal);
    at.receive();
    at.lock();
    emulator::EmulatedCard card(at.chip);
    ASSERT_TRUE(std::holds_alternative<card::Blocked>(
        card::verify(card, {card::App::Jpki, card::file::kUserAuthPin}, card::Pin(test::kUserAuthPin))));
    const auto signature =
        card::computeSignatureByShortId(card, card::file::kUserAuthKey, card::SignatureInput::AsGiven,
                                        card::sha256DigestInfo(sha256(toBytes("challenge"))));
    EXPECT_TRUE(std::holds_alternative<card::SigningRefused>(signature));
}

TEST(Scenario, P_131_AfterTheLockTheVerificationNumberStillOpensTheFace) {
    CounterRig at(Profile::Normal);
    const card::Reference numberB{card::App::Visual, card::file::kVisualNumberB};
    at.receive();
    at.lock();
    emulator::EmulatedCard card(at.chip);
    const std::string printed = toText(at.chip.image().find(numberB.app, numberB.file)->value.bytes());
    ASSERT_TRUE(std::holds_alternative<card::Verified>(card::verify(card, numberB, card::Pin(printed))));
    const auto face = card::readFace(card);
    ASSERT_TRUE(face.has_value());
    EXPECT_GT(face->photo.size(), 0U);
}

TEST(Scenario, P_184_ASettingForAMunicipalityWidePinIsRefusedAtStart) {
    const auto& rulebook = procedure::Rulebook::builtIn();
    EXPECT_EQ(faultOf([&] {
                  procedure::settingsFrom(rulebook, {{"municipality_pin", "7315"}});
              }),
              Fault::Configuration);
    EXPECT_EQ(faultOf([&] {
                  procedure::settingsFrom(rulebook, {{"require_f11_in_p04", "yes"}});
              }),
              std::nullopt);
}

TEST(Scenario, P_196_AfterAPowerCutTheCaseGoesOnAtTheEntryWithTheLockReadAgain) {
    const test::TestDatabase database;
    CounterRig at(Profile::Normal, database.address());
    at.receive();
    at.lock();
    const std::size_t before = at.events().size();
    at.restart();
    const Answer answer = at.counter->resume(test::kHanako, at.key);
    ASSERT_TRUE(std::holds_alternative<Told>(answer));
    const std::vector<procedure::Event> events = at.events();
    ASSERT_EQ(events.size(), before + 1);
    const auto* read = std::get_if<procedure::CardObserved>(&events.back().what);
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(read->observation.facts.at("pins_all_locked"), procedure::FactValue{true});
    const procedure::Next next = at.counter->next(at.look());
    EXPECT_TRUE(next.action("S18_endorse")->allowed);
    EXPECT_FALSE(next.action("S16_lock")->allowed);
    EXPECT_TRUE(at.refused("S10_set_provisional").names("R-SET-13"));
    at.endorse();
    at.handOver();
}

TEST(Counter, RecordsTheIntentBeforeTheCardChangesAndTheEndAfterIt) {
    CounterRig at(Profile::Normal);
    at.receive();
    std::vector<std::pair<std::string, bool>>
        seen; // event, and whether the card was locked when it was stored
    Equipment watched = at.office.equipment(at.reader, at.pad, at.terminalKey);
    watched.afterCommit = [&](const CaseKey& key, const procedure::Event& event) {
        EXPECT_EQ(at.office.cases.read(key).at(event.sequence - 1),
                  event); // told after the commit
        if (procedure::typeOf(event) != "card_observed")
            seen.emplace_back(procedure::typeOf(event), at.allLocked());
    };
    Counter counter(watched);
    counter.perform(test::kHanako, at.key, "S16_lock");
    EXPECT_EQ(seen,
              (std::vector<std::pair<std::string, bool>>{{"step_started", false}, {"step_completed", true}}));
}

TEST(Counter, AForgedReadingIsFoundByTheTerminalsKeyEvenInAFreshLog) {
    CounterRig at(Profile::Normal);
    at.receive();
    at.lock();
    const TerminalKeys terminals{{"counter-1", at.terminalKey.publicKey()}};
    std::vector<procedure::Event> events = at.events();
    const auto forged = store::openDatabase(":memory:");
    migrateTables(*forged, at.clock);
    CaseStore cases(*forged);
    const EventLog log(*forged, "99999");
    cases.append({"99999", "honest"}, 0, events);
    EXPECT_TRUE(log.verify({.terminals = terminals}).sound());
    const chip::TerminalKey stranger = chip::TerminalKey::create();
    EXPECT_FALSE(log.verify({.terminals = {{"counter-1", stranger.publicKey()}}}).sound());
    auto& bound = std::get<procedure::CardBound>(std::ranges::find_if(events, [](const auto& e) {
                                                     return procedure::typeOf(e) == "card_bound";
                                                 })->what);
    const std::size_t at3 = bound.observation.signedJson.find("\"user_auth_pin\":3");
    ASSERT_NE(at3, std::string::npos);
    bound.observation.signedJson.replace(at3, 17, "\"user_auth_pin\":0");
    cases.append({"99999", "forged"}, 0, events);
    const audit::Verification found = log.verify({.terminals = terminals});
    ASSERT_EQ(found.findings.size(), 1U);
    EXPECT_EQ(found.findings[0].problem, audit::Problem::ReadingForged);
    EXPECT_EQ(found.findings[0].caseId, "forged");
    EXPECT_TRUE(log.verify().sound()); // the hashes alone do not know the terminal
}

TEST(Counter, DoesNothingToAnotherCardThanTheOneOfTheCase) {
    CounterRig at(Profile::Normal);
    at.receive();
    emulator::Chip other(test::sampleCard(Profile::NoSignature));
    ChipReader reader(other);
    TroubledReader swapped(at.real, {.wrongCardAtTake = 1}, &reader);
    const std::size_t events = at.events().size();
    Counter counter(at.office.equipment(swapped, at.pad, at.terminalKey));
    EXPECT_EQ(faultOf([&] { counter.perform(test::kHanako, at.key, "S16_lock"); }), Fault::WrongCard);
    EXPECT_EQ(at.events().size(), events); // no intent either
    const emulator::CardImage untouched = test::sampleCard(Profile::NoSignature);
    for (const auto& [where, file] : other.image().files)
        EXPECT_EQ(file.tries, untouched.files.at(where).tries);
    EXPECT_FALSE(at.allLocked());
}

TEST(Counter, RefusesToWriteAfterSomebodyElseDid) {
    const test::TestDatabase database;
    CounterRig at(Profile::Normal, database.address());
    at.receive();
    const auto second = database.open();
    CaseStore elsewhere(*second);
    const procedure::CaseState stale = procedure::fold(elsewhere.read(at.key));
    at.state("services_acknowledged", false);
    EXPECT_EQ(faultOf([&] {
                  elsewhere.append(
                      at.key, stale.sequence,
                      {{stale.sequence + 1, at.clock.now(), test::kHanako, procedure::Resumed{}}});
              }),
              Fault::StorageConflict);
}

TEST(Counter, ByHandBelievesTheChipAndNotTheClerk) {
    CounterRig at(Profile::FaceAuth);
    at.receiveBack();
    std::vector<std::string> told;
    ManualTerminal byHand([&](const Instruction& instruction) {
        told.push_back(instruction.id);
        return true; // "done", but nothing was done
    });
    ManualPortal portal([](const Instruction&) { return true; });
    Counter counter(at.office.equipment(at.reader, at.pad, at.terminalKey, byHand, portal));
    EXPECT_TRUE(std::holds_alternative<Told>(counter.perform(test::kHanako, at.key, "S11_init_pin")));
    const Answer answer =
        counter.perform(test::kHanako, at.key, "S20_reset_pin", {{"pin_chosen_by", Word("resident")}});
    EXPECT_TRUE(std::holds_alternative<procedure::Refusal>(answer)); // the chip still has no usable PIN
    EXPECT_EQ(told, (std::vector<std::string>{"initialise_pins", "set_chosen_pins"}));
    // Done at last, at the real terminal; the same step is taken up again.
    CardSession session(at.real, at.look().fingerprint);
    const card::Pin chosen("7314");
    std::vector<PinToSet> pins;
    for (const lock::SetPin& pin : lock::PinSet::builtIn().pins)
        pins.push_back({pin.id, chosen});
    at.office.terminal.setChosenPins(session, pins);
    session.release();
    EXPECT_TRUE(std::holds_alternative<Told>(
        counter.perform(test::kHanako, at.key, "S20_reset_pin", {{"pin_chosen_by", Word("resident")}})));
}

TEST(Counter, ByHandADrawnPinIsShownOnceAndAnotherIsDrawnWhenStaffCouldNotTypeIt) {
    struct Screen final : PinScreen {
        std::vector<std::string> shown;
        bool showOnce(const card::Pin& pin) override {
            shown.push_back(toText(pin.bytes()));
            return true;
        }
    } screen;
    CounterRig at(Profile::Normal);
    at.pad.securityCode = "2086";
    at.receive(kPinForgotten);
    at.paper("F05_insurance_consent", {{"signed_by", procedure::Word("applicant")},
                                       {"terms_version", dateFrom("2026-04-01")},
                                       {"consents_login", true},
                                       {"consents_registration", true},
                                       {"terms_agreed", true}});
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    bool typed = false;
    std::vector<std::string> told;
    ManualTerminal byHand(
        [&](const Instruction& instruction) {
            told.push_back(instruction.id);
            return typed;
        },
        &screen);
    Equipment equipment = at.office.equipment(at.reader, at.pad, at.terminalKey, byHand, at.office.portal);
    std::vector<std::uint16_t> draws{1111, 2086, 7315, 6203};
    equipment.random = [&, next = std::size_t{0}]() mutable { return draws.at(next++); };
    Counter counter(std::move(equipment));
    EXPECT_EQ(faultOf([&] { counter.perform(test::kHanako, at.key, "S10_set_provisional"); }),
              Fault::TerminalRefused);
    EXPECT_EQ(screen.shown,
              std::vector<std::string>{"7315"}); // 1111 and the code on the card were thrown away
    typed = true;
    // Nothing was really typed at a terminal, so the chip does not bear it out; the value was shown all the
    // same.
    counter.perform(test::kHanako, at.key, "S10_set_provisional");
    EXPECT_EQ(screen.shown, (std::vector<std::string>{"7315", "6203"}));
    EXPECT_EQ(told, (std::vector<std::string>{"type_common_pin", "type_common_pin"}));
    EXPECT_EQ(countAlone(everythingIn(at), "7315"), 0U);
    EXPECT_EQ(countAlone(everythingIn(at), "6203"), 0U);
}

TEST(Counter, ATerminalThatRefusesLeavesAFailureInTheLogAndTheStepIsDoneAgain) {
    CounterRig at(Profile::Normal);
    at.receive();
    CounterRig back(Profile::FaceAuth);
    back.receiveBack();
    ManualTerminal refusing([](const Instruction&) { return false; });
    ManualPortal portal([](const Instruction&) { return false; });
    Counter counter(back.office.equipment(back.reader, back.pad, back.terminalKey, refusing, portal));
    EXPECT_EQ(faultOf([&] { counter.perform(test::kHanako, back.key, "S11_init_pin"); }),
              Fault::TerminalRefused);
    EXPECT_EQ(procedure::typeOf(back.events().back()), "step_failed");
    back.must("S11_init_pin");
}

TEST(Counter, LoadsASignatureCertificateThatIsOnTheCardAndOpensWithTheChosenPassword) {
    CounterRig at(Profile::FaceAuth);
    at.receiveBack(true);
    at.must("S11_init_pin");
    at.must("S20_reset_pin", {{"pin_chosen_by", Word("resident")}});
    at.must("S19_strike", {{"strike_treatment", Word("double_line")}, {"entry_method", Word("hand")}});
    at.must("S21_load_sig");
    at.handOver();
    EXPECT_TRUE(at.hasSignature());
    emulator::EmulatedCard card(at.chip);
    const card::Reference password{card::App::Jpki, card::file::kSignaturePassword};
    EXPECT_TRUE(
        std::holds_alternative<card::Verified>(card::verify(card, password, card::Pin(at.pad.password))));
}

TEST(Counter, ARevokedSignatureCertificateIsRevokedAtTheCaToo) {
    CounterRig at(Profile::Normal);
    const auto serial = centralRecordOf(at.chip.image()).signatureSerial;
    ASSERT_TRUE(serial.has_value());
    const Bytes der = at.chip.image().find(card::App::Jpki, card::file::kSignatureCertificate)->content;
    at.receive();
    constexpr auto kKind = trust::CertificateKind::Signature;
    // Other tests of this process revoke the same certificate; the first to do so is what counts.
    const Instant now = at.clock.now() + std::chrono::hours{24};
    const auto check = trust::checkCertificate(der, test::sampleCa().anchors(), kKind, now,
                                               {.crl = test::sampleCa().crl(kKind, now), .required = true});
    EXPECT_EQ(check.verdict, trust::CertificateVerdict::Revoked);
    EXPECT_FALSE(at.hasSignature());
}

} // namespace kaomado::counter
