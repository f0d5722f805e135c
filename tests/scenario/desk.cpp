// SPDX-License-Identifier: Apache-2.0
#include "desk.hpp"

#include "kaomado/card/names.hpp"

#include <algorithm>

namespace kaomado::test {

using namespace std::chrono_literals;

namespace {
/// The references of the PIN set with their limits.
std::map<std::string, unsigned> fourDigit() {
    std::map<std::string, unsigned> list;
    for (const lock::SetPin& pin : Rulebook::builtIn().pins.pins)
        for (const lock::Target& target : pin.targets)
            for (const card::NamedReference& reference : card::allReferences())
                if (reference.where == target.where)
                    list.emplace(reference.id, target.limit);
    return list;
}
} // namespace

MadeUpChip::MadeUpChip()
    : validFrom(instantFromIso("2024-01-01T00:00:00Z")), validTo(instantFromIso("2029-01-01T00:00:00Z")) {
    for (const card::NamedReference& reference : card::allReferences())
        tries[std::string(reference.id)] = reference.defaultLimit;
}

void MadeUpChip::lock() {
    for (const auto& [id, limit] : fourDigit())
        tries[id] = 0;
}

void MadeUpChip::lockAllBut(const char* reference) {
    const auto left = tries.at(reference);
    lock();
    tries[reference] = left;
}

bool MadeUpChip::allLocked() const {
    const auto pins = fourDigit();
    return std::ranges::all_of(pins, [&](const auto& pin) { return tries.at(pin.first) == 0U; });
}

std::set<std::string> MadeUpChip::certificatesOnCard() const {
    std::set<std::string> list;
    if (userAuthCertificate)
        list.insert("user_auth");
    if (signatureCertificate)
        list.insert("signature");
    return list;
}

void MadeUpChip::setPins() {
    for (const auto& [id, limit] : fourDigit())
        tries[id] = limit;
}

void MadeUpChip::issueUserCertificate(Instant now) {
    userAuthCertificate = true;
    ++certificates;
    validFrom = now;
    validTo = now + std::chrono::years(5);
}

chip::ChipReading MadeUpChip::read(Instant now) const {
    chip::ChipReading reading;
    reading.fingerprint = fingerprint;
    reading.tries = tries;
    reading.signaturePresent = signatureCertificate;
    reading.userAuthPresent = userAuthCertificate;
    if (userAuthCertificate)
        reading.userAuth = chip::CertificateFacts{"0" + std::to_string(certificates), "OU=sample", validFrom,
                                                  validTo, std::string(64, '0')};
    reading.terminal = "counter-1";
    reading.time = now;
    return reading;
}

Desk::Desk() : book(Rulebook::builtIn()), shelf_(newShelf == nullptr ? nullptr : newShelf()) {
    context.now = instantFromIso("2026-10-01T01:00:00Z");
    context.settings = settingsFrom(book, {});
}

Decision Desk::attempt(const decltype(Command::what)& what) {
    Decision decision = decide(book, now, {officer, what}, context);
    if (const auto* more = std::get_if<std::vector<Event>>(&decision))
        for (const Event& event : shelf_ ? shelf_->keep(now.sequence, *more) : *more) {
            apply(now, event);
            events.push_back(event);
        }
    context.now += 1s;
    return decision;
}

void Desk::must(const decltype(Command::what)& what) {
    const Decision decision = attempt(what);
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        for (const Reason& reason : refusal->reasons)
            ADD_FAILURE() << "refused: " << ::testing::PrintToString(reason.rules) << " " << reason.text;
}

Refusal Desk::refused(const decltype(Command::what)& what) {
    const Decision decision = attempt(what);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) {
        EXPECT_FALSE(refusal->reasons.empty());
        for (const Reason& reason : refusal->reasons) {
            EXPECT_FALSE(reason.rules.empty());
            EXPECT_FALSE(reason.text.empty());
        }
        return *refusal;
    }
    ADD_FAILURE() << "was not refused";
    return {{{{"none"}, "was not refused", "none"}}};
}

void Desk::open(const std::string& procedure, Facts facts) {
    facts.try_emplace("visitor", word("applicant"));
    facts.try_emplace("wish", word(procedure.starts_with("P05") ? "normal_mode" : "face_auth"));
    facts.try_emplace("marked_on_face", procedure.starts_with("P05"));
    must(OpenCase{procedure, facts, std::nullopt});
}

void Desk::paper(const std::string& document, Facts attributes) {
    must(RecordDocument{document, true, std::move(attributes)});
}

void Desk::accept(const std::string& procedure, const Facts& facts) {
    open(procedure, facts);
    must(CompleteStep{"S01_accept", {}, {}});
    paper("F04_no_pin_application");
    Facts identity{{"identity_level", word("certificate_issue")}};
    if (procedure.ends_with("R")) {
        paper("F08_power_of_attorney");
        identity.emplace("representative_identified", true);
    }
    must(CompleteStep{"S02_documents", {}, {}});
    must(CompleteStep{"S03_identity", identity, {}});
    bind();
    must(CompleteStep{"S05_check_field", {{"lines_used", count(linesUsed)}}, {}});
}

void Desk::receive(const std::string& procedure, const Facts& facts) {
    accept(procedure, facts);
    complete("S04_check_user_cert", {{"cert_status", word("good")}});
    must(CompleteStep{"S14_confirm_status", {{"operating_status", word("in_operation")}}, {}});
    state("services_acknowledged", true);
}

void Desk::receiveUnset(const std::string& procedure, const Facts& facts) {
    chip.lock();
    open(procedure, facts);
    must(CompleteStep{"S01_accept", {}, {}});
    paper("F09_pin_reset_application");
    Facts identity{{"identity_level", word("pin_reset")}};
    if (procedure.ends_with("R")) {
        paper("F07P_inquiry_response_pin",
              {{"delegation_signed", true}, {"pins_written", true}, {"pins_hidden", true}});
        identity.emplace("representative_identified", true);
    }
    must(CompleteStep{"S02_documents", {}, {}});
    must(CompleteStep{"S03_identity", identity, {}});
    bind();
}

void Desk::revokeSignature() {
    start("S07_revoke_sig");
    chip.signatureCertificate = false;
    complete("S07_revoke_sig");
}

void Desk::lock() {
    startLock();
    chip.lock();
    complete("S16_lock");
}

void Desk::confirmLock() {
    complete("S17_confirm_lock", {{"names_confirmed", true}});
}

void Desk::startEntry(unsigned line) {
    start("S18_endorse", {{"entry_place", word("endorsement_field")},
                          {"entry_wording", word("face_auth_only")},
                          {"entry_line", count(line)}});
}

void Desk::endorse(unsigned line) {
    startEntry(line);
    complete("S18_endorse", {{"entry_method", word("printer")}});
}

void Desk::handOver() {
    start("S23_hand_over");
    complete("S23_hand_over");
}

void Desk::initialise() {
    start("S11_init_pin", {{"work_place", word("integrated_terminal")}});
    chip.initialise();
    complete("S11_init_pin");
}

void Desk::setProvisional() {
    start("S10_set_provisional");
    chip.setPins();
    complete("S10_set_provisional");
}

void Desk::registerInsurance() {
    start("S15_insurance", {{"applicant_present", true}});
    complete("S15_insurance");
    state("portal_open", false);
}

void Desk::resetPins(const char* chosenBy) {
    start("S20_reset_pin");
    chip.setPins();
    complete("S20_reset_pin", {{"pin_chosen_by", word(chosenBy)}});
}

void Desk::strike() {
    start("S19_strike", {{"strike_treatment", word("double_line")}});
    complete("S19_strike", {{"entry_method", word("printer")}});
}

Action Desk::action(const std::string& step) const {
    const Next all = next();
    const Action* found = all.action(step);
    if (found == nullptr)
        ADD_FAILURE() << "no step " << step;
    return found == nullptr ? Action{} : *found;
}

PaperView Desk::paperView(const std::string& document) const {
    for (const PaperView& paper : papers())
        if (paper.document == document)
            return paper;
    ADD_FAILURE() << "the papers do not mention " << document;
    return {};
}

std::vector<std::string> Desk::askedFor() const {
    std::vector<std::string> list;
    for (const PaperView& paper : papers())
        if (paper.need == PaperView::Need::Demanded || paper.need == PaperView::Need::OneOf)
            list.push_back(paper.document);
    return list;
}

std::string textOf(const Refusal& refusal) {
    std::string all;
    for (const Reason& reason : refusal.reasons)
        all += reason.text + "\n" + reason.remedy + "\n";
    return all;
}

std::vector<std::string> Desk::steps() const {
    std::vector<std::string> list;
    for (const Event& event : events) {
        std::string step;
        if (const auto* started = std::get_if<StepStarted>(&event.what))
            step = started->step;
        if (const auto* completed = std::get_if<StepCompleted>(&event.what))
            step = completed->step;
        if (!step.empty() && std::ranges::find(list, step) == list.end())
            list.push_back(step);
    }
    return list;
}

} // namespace kaomado::test
