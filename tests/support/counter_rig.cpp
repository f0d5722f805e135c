// SPDX-License-Identifier: Apache-2.0
#include "support/counter_rig.hpp"

#include <algorithm>

namespace kaomado::test {

using procedure::Word;

namespace {

bool everyTarget(const emulator::CardImage& card, bool (*holds)(const emulator::CardFile&)) {
    for (const lock::SetPin& pin : lock::PinSet::builtIn().pins)
        for (const lock::Target& target : pin.targets)
            if (!holds(*card.find(target.where.app, target.where.file)))
                return false;
    return true;
}

/// Keys are slow and their value matters to no test: every key pair that a card makes is this one.
SecretBytes oneMoreKey() {
    static const crypto::KeyPair kKey = crypto::KeyPair::generate();
    return kKey.toPkcs8();
}

bool signatureOn(const emulator::CardImage& card) {
    const auto* file = card.find(card::App::Jpki, card::file::kSignatureCertificate);
    return file != nullptr && file->exists && !file->content.empty();
}

} // namespace

const chip::TerminalKey& oneTerminalKey() {
    static const chip::TerminalKey kKey = chip::TerminalKey::create();
    return kKey;
}

CounterRig::CounterRig(training::Profile profile, const std::string& address,
                       counter::ReaderTroubles troubles)
    : CounterRig(sampleCard(profile), address, std::move(troubles)) {}

CounterRig::CounterRig(emulator::CardImage image, const std::string& address,
                       counter::ReaderTroubles troubles)
    : log(address),
      chip(std::move(image), {}, oneMoreKey),
      reader(real, std::move(troubles)),
      office(*db, sampleCa(), clock,
             [this](const std::string&) { return counter::centralRecordOf(chip.image()); }) {
    restart();
}

void CounterRig::restart() {
    counter::Equipment equipment = office.equipment(reader, pad, terminalKey);
    equipment.random = [this] { return random(); };
    counter.emplace(std::move(equipment));
}

void CounterRig::open(const std::string& procedure, const procedure::Facts& facts) {
    auto opened = counter->open(kHanako, procedure, facts);
    ASSERT_TRUE(std::holds_alternative<counter::Counter::Opened>(opened)) << procedure;
    key = std::get<counter::Counter::Opened>(opened).key;
}

counter::Answer CounterRig::state(const std::string& fact, const procedure::FactValue& value) {
    return counter->stateFact(kHanako, key, fact, value);
}

void CounterRig::paper(const std::string& document, const procedure::Facts& attributes) {
    const auto answer = counter->recordDocument(kHanako, key, {document, true, attributes});
    ASSERT_TRUE(std::holds_alternative<counter::Told>(answer)) << document;
}

void CounterRig::bind() {
    ASSERT_TRUE(std::holds_alternative<counter::Told>(counter->bindCard(kHanako, key)));
}

counter::Answer CounterRig::perform(const std::string& step, const procedure::Facts& facts) {
    return counter->perform(kHanako, key, step, facts);
}

counter::Told CounterRig::must(const std::string& step, const procedure::Facts& facts) {
    counter::Answer answer = perform(step, facts);
    if (const auto* refusal = std::get_if<procedure::Refusal>(&answer)) {
        ADD_FAILURE() << step << " is refused: " << refusal->reasons.at(0).text;
        return {};
    }
    auto& told = std::get<counter::Told>(answer);
    EXPECT_EQ(told.failure, std::nullopt) << step;
    return std::move(told);
}

procedure::Refusal CounterRig::refused(const std::string& step, const procedure::Facts& facts) {
    counter::Answer answer = perform(step, facts);
    if (auto* refusal = std::get_if<procedure::Refusal>(&answer))
        return std::move(*refusal);
    ADD_FAILURE() << step << " is not refused";
    return {};
}

void CounterRig::receive(const procedure::Facts& insurance) {
    open("P04", {{"visitor", Word("applicant")}, {"wish", Word("face_auth")}, {"marked_on_face", false}});
    for (const auto& [fact, value] : insurance)
        state(fact, value);
    state("services_acknowledged", true);
    paper("F04_no_pin_application",
          {{"signed", true}, {"includes_delegation", false}, {"name_printed", false}, {"sealed", false}});
    bind();
    must("S01_accept");
    must("S02_documents");
    must("S03_identity", {{"identity_level", Word("certificate_issue")}});
    must("S05_check_field", {{"lines_used", procedure::Count(0)}});
    must("S04_check_user_cert");
    must("S14_confirm_status");
    if (hasSignature())
        must("S07_revoke_sig");
}

void CounterRig::lock() {
    must("S16_lock");
    must("S17_confirm_lock", {{"names_confirmed", true}});
}

void CounterRig::endorse() {
    must("S18_endorse", {{"entry_place", Word("endorsement_field")},
                         {"entry_wording", Word("face_auth_only")},
                         {"entry_line", procedure::Count(1)},
                         {"entry_method", Word("printer")}});
}

void CounterRig::handOver() {
    must("S23_hand_over");
    EXPECT_EQ(look().phase, procedure::Phase::Closed);
    expectTruth(look(), chip.image());
}

void CounterRig::receiveBack(bool wantsSignature) {
    open("P05", {{"visitor", Word("applicant")}, {"wish", Word("normal_mode")}, {"marked_on_face", true}});
    state("wants_sig_cert", wantsSignature);
    paper("F09_pin_reset_application");
    if (wantsSignature)
        paper("F10_signature_cert_application");
    bind();
    must("S01_accept");
    must("S02_documents");
    must("S03_identity", {{"identity_level", Word("pin_reset")}});
}

bool CounterRig::logIsSound() const {
    return counter::EventLog(*db, key.municipality)
        .verify({.terminals = {{"counter-1", terminalKey.publicKey()}}})
        .sound();
}

bool CounterRig::began(const std::string& step) const {
    return std::ranges::any_of(events(), [&](const procedure::Event& event) {
        const auto* started = std::get_if<procedure::StepStarted>(&event.what);
        return started != nullptr && started->step == step;
    });
}

bool CounterRig::allLocked() const {
    return everyTarget(chip.image(), [](const emulator::CardFile& file) { return file.tries == 0; });
}

bool CounterRig::hasSignature() const {
    return signatureOn(chip.image());
}

void expectTruth(const procedure::CaseState& state, const emulator::CardImage& card) {
    const auto& rulebook = procedure::Rulebook::builtIn();
    const procedure::Procedure* procedure = rulebook.procedure(state.procedure);
    if (procedure == nullptr || state.outcome != procedure->outcome)
        return; // given up, taken back, or still open
    if (procedure->goal != "normal") {
        EXPECT_TRUE(everyTarget(card, [](const emulator::CardFile& file) { return file.tries == 0; }));
        EXPECT_FALSE(signatureOn(card));
    }
    if (procedure->goal == "normal") {
        EXPECT_TRUE(everyTarget(card, [](const emulator::CardFile& file) {
            return file.tries == file.limit && !file.value.empty();
        }));
    }
}

} // namespace kaomado::test
