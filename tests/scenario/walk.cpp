// SPDX-License-Identifier: Apache-2.0
#include "desk.hpp"

#include <algorithm>

namespace kaomado::test {

using namespace std::chrono_literals;

namespace {
/// An ordinary day: what is not said here is "yes".
const Facts& usual() {
    static const Facts kUsual{{"rep_kind", word("other")},
                              {"lines_used", count(0)},
                              {"entry_line", count(1)},
                              {"entry_place", word("endorsement_field")},
                              {"entry_wording", word("face_auth_only")},
                              {"entry_method", word("printer")},
                              {"strike_treatment", word("double_line")},
                              {"case_treatment", word("sticker_removed")},
                              {"case_state", word("at_hand")},
                              {"case_medium", word("durable_label")},
                              {"reissue_choice", word("visit_at_handover")},
                              {"identity_level", word("card_issue")},
                              {"cert_status", word("good")},
                              {"operating_status", word("in_operation")},
                              {"work_place", word("integrated_terminal")},
                              {"pin_chosen_by", word("resident")},
                              {"delivery_type", word("restricted_basic")},
                              {"second_officer", Officer("mihon.jiro")},
                              {"staff_operates_portal", false},
                              {"sig_cert_requested", false},
                              {"wants_sig_cert", false},
                              {"has_alias", false},
                              {"under_15_or_ward", false},
                              {"ins_registered", true}};
    return kUsual;
}

/// What the procedure is chosen by (R-PROC-02).
Facts chosenBy(const std::string& procedure) {
    Facts facts{{"visitor", word(procedure.ends_with("R") ? "representative" : "applicant")},
                {"wish", word(procedure.starts_with("P05") ? "normal_mode" : "face_auth")}};
    if (procedure.ends_with("R"))
        facts.emplace("rep_kind", word("other"));
    const auto of = [&](std::initializer_list<const char*> list) {
        return std::ranges::any_of(list, [&](const char* one) { return procedure.starts_with(one); });
    };
    facts.emplace("new_card", of({"P01", "P02"}));
    facts.emplace("cert_due", of({"P03", "P07"}));
    facts.emplace("face_item_due", of({"P06"}));
    if (!of({"P01", "P02"}))
        facts.emplace("marked_on_face", of({"P05", "P06", "P07"}));
    if (of({"P01", "P02"}))
        facts.emplace("channel", word(of({"P02"}) ? "outreach_application" : "visit_at_handover"));
    return facts;
}

/// What the terminal or the lock utility does to the chip in a step.
void doAtChip(MadeUpChip& chip, const std::string& step, Instant now) {
    if (step == "S06_discard_sig" || step == "S07_revoke_sig")
        chip.signatureCertificate = false;
    if (step == "S21_load_sig")
        chip.signatureCertificate = true;
    if (step == "S08_issue_user_cert" || step == "S09_reissue_user_cert")
        chip.issueUserCertificate(now);
    if (step == "S10_set_provisional" || step == "S12_set_random" || step == "S20_reset_pin")
        chip.setPins();
    if (step == "S11_init_pin")
        chip.initialise();
    if (step == "S16_lock")
        chip.lock();
}

bool waiting(const Action& action) {
    return action.allowed && (action.state == Action::State::Open || action.state == Action::State::Undone);
}
} // namespace

FactValue Desk::answerTo(const std::string& fact) const {
    if (const auto own = answers.find(fact); own != answers.end())
        return own->second;
    if (fact == "pin_chosen_by" && now.procedure.ends_with("R"))
        return word("sealed_form");
    const auto found = usual().find(fact);
    return found == usual().end() ? FactValue(true) : found->second;
}

Facts Desk::goodSheet(const std::string& document) const {
    Facts sheet;
    for (const Fact& attribute : book.documents.at(document).attributes) {
        if (attribute.type == FactType::Day)
            sheet.emplace(attribute.id, dayInJapan(context.now + std::chrono::days(30)));
        else if (attribute.type == FactType::Word)
            sheet.emplace(attribute.id, attribute.id == "box"         ? word("box2")
                                        : attribute.id == "signed_by" ? word("applicant")
                                                                      : *attribute.standard);
        else if (!attribute.standard || attribute.id == "delegation_signed" ||
                 attribute.id == "kind_circled" || attribute.id == "applicant_papers")
            sheet.emplace(attribute.id, true);
    }
    if (const auto own = sheets.find(document); own != sheets.end())
        for (const auto& [id, value] : own->second)
            sheet.insert_or_assign(id, value);
    return sheet;
}

void Desk::begin(const std::string& procedure) {
    Facts facts = chosenBy(procedure);
    for (auto& [id, value] : facts)
        if (answers.contains(id))
            value = answers.at(id);
    must(OpenCase{procedure, facts, std::nullopt});
}

void Desk::layOutPapers(const std::string& procedure) {
    begin(procedure);
    must(CompleteStep{"S01_accept", {}, {}});
    for (const Question& question : next().questions)
        (void)attempt(StateFact{question.fact, answerTo(question.fact)});
    for (const PaperView& paper : papers())
        if (!withheld.contains(paper.document) &&
            (paper.need == PaperView::Need::Demanded || paper.need == PaperView::Need::OneOf))
            handIn(paper.document);
    for (const char* fact : {"has_alias", "under_15_or_ward"}) // what a paper on the table asks
        if (asks(fact) && !unanswered.contains(fact))
            state(fact, answerTo(fact));
}

bool Desk::asks(const std::string& fact) const {
    return std::ranges::count(next().questions, fact, &Question::fact) != 0;
}

void Desk::perform(const std::string& step) {
    const Action known = action(step);
    const auto answered = [&](const std::vector<Question>& questions) {
        Facts facts;
        for (const Question& question : questions)
            facts.emplace(question.fact, answerTo(question.fact));
        return facts;
    };
    if (known.intent && known.state != Action::State::Running)
        start(step, answered(known.askStart));
    const Procedure* procedure = book.procedure(now.procedure);
    doAtChip(chip, procedure->use(step)->step, context.now);
    if (known.readAtEnd)
        complete(step, answered(known.askEnd));
    else
        must(CompleteStep{step, answered(known.askEnd), {}});
    if (step == "S15_insurance")
        state("portal_open", false);
}

void Desk::walk(const std::string& before) {
    for (unsigned round = 0; round < 200 && now.phase == Phase::Open; ++round) {
        const Next all = next();
        bool moved = false;
        for (const Question& question : all.questions) {
            const std::size_t count = events.size();
            (void)attempt(StateFact{question.fact, answerTo(question.fact)});
            moved = moved || events.size() > count;
        }
        if (!moved && !now.facts.contains("services_acknowledged") &&
            answerTo("services_acknowledged") == FactValue(true)) {
            state("services_acknowledged", true);
            moved = true;
        }
        for (const PaperView& paper : papers())
            if (!moved && !paper.handedIn && !withheld.contains(paper.document) &&
                (paper.need == PaperView::Need::Demanded || paper.need == PaperView::Need::OneOf)) {
                handIn(paper.document);
                moved = true;
            }
        if (!moved && now.fingerprint.empty() && done("S03_identity")) {
            bind();
            moved = true;
        }
        if (moved)
            continue;
        const auto found = std::ranges::find_if(all.actions, waiting);
        if (found == all.actions.end() || found->step == before)
            return;
        perform(found->step);
    }
}

} // namespace kaomado::test
