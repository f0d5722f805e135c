// SPDX-License-Identifier: Apache-2.0
#include "kaomado/proof/laws.hpp"

#include "guideline.hpp"

#include <algorithm>
#include <array>

namespace kaomado::proof {

using namespace procedure;

namespace {
using At = StepState::At;

struct Row {
    Law law;
    std::string_view name, japanese, english;
};
constexpr std::array<Row, 25> kLaws{{
    {Law::EndFitsChip, "end_fits_chip", "終わったときのカードは、記載のとおりの状態である。",
     "a case ends with a card that is what its mark says"},
    {Law::EndFitsWish, "end_fits_wish", "終わったときのカードは、申し出のとおりの状態である。",
     "a case ends with the card that was asked for"},
    {Law::EndFreshlyRead, "end_freshly_read", "最後の手順を始めた後の読み取りがなければ、手続は終わらない。",
     "no case ends without a reading made after its last step had begun"},
    {Law::LeavesFit, "leaves_fit", "「顔認証」の記載がありロックされていないカードは、窓口を離れない。",
     "a changed card that is marked and not locked does not leave"},
    {Law::ProvisionalDies, "provisional_dies",
     "職員が設定した暗証番号が使えるままのカードは、窓口を離れない。",
     "a card with a live PIN of staff's does not leave"},
    {Law::PapersFirst, "papers_first", "書類と本人の確認の前に、カードを変える手順は始まらない。",
     "no step changes the card before papers and identity"},
    {Law::EditionOrder, "edition_order", "規則集の順序が守られる。",
     "every pair of the edition's order holds"},
    {Law::GuidelineOrder, "guideline_order", "ガイドラインの順序が守られる。",
     "every pair of the guideline's order holds"},
    {Law::LockInOperation, "lock_in_operation", "その時に「運用中」と確かめずに、ロックは始まらない。",
     "no lock without the operating status seen at that moment"},
    {Law::LockNoSignature, "lock_no_signature", "署名用電子証明書がカードにある間は、ロックは始まらない。",
     "no lock while a signature certificate is on the card"},
    {Law::InsuranceOpen, "insurance_open", "ロックされたカードで保険証の申込みは始まらない。",
     "no insurance registration on a locked card"},
    {Law::MarkLocked, "mark_locked", "ロックされていないカードに「顔認証」と記載しない。",
     "no mark on a card that is not locked"},
    {Law::SignatureUnmarked, "signature_unmarked",
     "「顔認証」の記載があるカードに署名用電子証明書を載せない。",
     "no signature certificate onto a marked card"},
    {Law::DoneIsDone, "done_is_done", "カードを変える手順は、カードがそう示したときだけ済みになる。",
     "a step that changes the chip is done only when the chip says so"},
    {Law::OwnCard, "own_card", "別のカードの読み取り結果は使わない。",
     "nothing is believed that another card said"},
    {Law::StaysAtCounter, "stays_at_counter", "元に戻せない操作の後は、中断してもカードを返さない。",
     "after what cannot be undone, a paused case keeps the card"},
    {Law::ForbiddenAnswer, "forbidden_answer", "ガイドラインが禁じる答えでは、手順は進まない。",
     "no step goes on with an answer that the guideline forbids"},
    {Law::PaperMissing, "paper_missing", "ガイドラインが求める書類なしに、カードを変えない。",
     "the card is not changed without a paper that the guideline demands"},
    {Law::RefusalSaysWhy, "refusal_says_why", "断るときは必ず、規則と日本語の理由を示す。",
     "a refusal names a rule and says why in Japanese"},
    {Law::TwiceIsOnce, "twice_is_once", "同じ操作を繰り返しても、記録は増えない。",
     "a repeated command adds nothing"},
    {Law::EndIsEnd, "end_is_end", "終わった手続には何も加わらない。", "nothing happens after the end"},
    {Law::WayOut, "way_out", "どの状態からも、手続を終えるか中断できる。",
     "every case can come to an end, or be paused with the card kept"},
    {Law::OutcomeReached, "outcome_reached", "手続の本来の終わりにたどり着ける。",
     "the procedure's own outcome can be reached"},
    {Law::KnownSteps, "known_steps", "各手順がカードに何をするかが分かっている。",
     "what a step does to a card is known to the explorer"},
    {Law::NoCrash, "no_crash", "規則集にある操作で異常終了しない。",
     "a command that the rulebook knows never fails"},
}};

const Row& rowOf(Law law) {
    return *std::ranges::find(kLaws, law, &Row::law);
}

/// One transition and the laws it breaks.
class Judge {
public:
    explicit Judge(const Transition& at)
        : at_(at), procedure_(*at.book.procedure(at.after.procedure)), known_(at.before) {}

    std::vector<Breach> all() {
        for (const Event& event : at_.events)
            std::visit([this](const auto& what) { (*this)(what); }, event.what);
        if (at_.before.phase == Phase::Closed && !at_.events.empty())
            breach(Law::EndIsEnd, "");
        return std::move(breaches_);
    }

    void operator()(const CaseOpened& /*what*/) {}
    void operator()(const FactStated& /*what*/) {}
    void operator()(const DocumentRecorded& /*what*/) {}
    void operator()(const Diverted& /*what*/) {}
    void operator()(const Resumed& /*what*/) {}
    void operator()(const CardBound& what) { believes(what.observation); }
    void operator()(const CardObserved& what) { believes(what.observation); }
    void operator()(const StepStarted& what) {
        begins(what.step, what.facts);
        answers(what.step, what.facts);
    }
    void operator()(const StepCompleted& what) {
        if (what.observation)
            believes(*what.observation);
        if (at_.before.at(what.step) != At::Running)
            begins(what.step, what.facts);
        answers(what.step, what.facts);
        done(what.step);
    }
    void operator()(const StepFailed& what) {
        if (what.observation)
            believes(*what.observation);
    }
    void operator()(const Suspended& what) {
        if (at_.before.irreversible && !what.cardKept)
            breach(Law::StaysAtCounter, "");
    }
    void operator()(const CaseClosed& what) {
        if (what.observation)
            believes(*what.observation);
        if (what.outcome == Outcome::Suspended || what.outcome == Outcome::RetainedForReissue)
            return; // the card stays
        if (what.outcome == Outcome::Withdrawn) {
            if (at_.before.cardTouched)
                leaves();
            return;
        }
        leaves();
        ends();
    }

private:
    void breach(Law law, const std::string& what) { breaches_.push_back({law, what}); }

    std::string baseOf(const std::string& step) const {
        const StepUse* use = procedureOf(at_.before).use(step);
        return use == nullptr ? step : use->step;
    }
    const Procedure& procedureOf(const CaseState& state) const {
        const Procedure* procedure = at_.book.procedure(state.procedure);
        return procedure == nullptr ? procedure_ : *procedure;
    }
    bool inScope(const std::vector<std::string_view>& scope) const {
        return scope.empty() || std::ranges::find(scope, at_.before.procedure) != scope.end();
    }

    void believes(const Observation& seen) {
        known_.observation = seen;
        if (!at_.before.fingerprint.empty() && seen.fingerprint != at_.before.fingerprint)
            breach(Law::OwnCard, "");
    }

    /// "S12_set_random#2" is the second use of a step in the case's procedure.
    bool isNamed(std::string_view name, const std::string& step) const {
        const auto hash = name.find('#');
        if (hash == std::string_view::npos)
            return baseOf(step) == name;
        auto nth = static_cast<std::size_t>(name[hash + 1] - '0');
        for (const StepUse& use : procedureOf(at_.before).steps)
            if (use.step == name.substr(0, hash) && --nth == 0)
                return use.id == step;
        return false;
    }

    /// Of a name or "A|B": whether the procedure has such a step at all, and whether one is done.
    std::pair<bool, bool> doneOneOf(std::string_view names) const {
        bool has = false, done = false;
        for (const StepUse& use : procedureOf(at_.before).steps)
            for (std::size_t from = 0; from <= names.size();) {
                const std::size_t to = std::min(names.find('|', from), names.size());
                if (isNamed(names.substr(from, to - from), use.id)) {
                    has = true;
                    done = done || at_.before.at(use.id) == At::Done;
                }
                from = to + 1;
            }
        return {has, done};
    }

    bool excused(const OrderRow& row) const {
        switch (row.unless) {
        case OrderRow::Unless::Never:
            return false;
        case OrderRow::Unless::NoSignature:
            return !at_.world.signature;
        case OrderRow::Unless::NoInsurance:
            return !says("ins_wanted", true) || !says("ins_registered", false) ||
                   says("ins_consent_withdrawn", true) || says("portal_failed", true);
        case OrderRow::Unless::MarkedOnCase:
            return at_.world.onCase;
        case OrderRow::Unless::NotOnFace:
            return !at_.world.entry;
        }
        return false;
    }

    bool says(const char* fact, bool yes) const {
        const auto said = at_.before.facts.find(fact);
        return said != at_.before.facts.end() && said->second == FactValue(yes);
    }

    void guidelineOrderOf(const std::string& step, bool changes) {
        for (const OrderRow& row : guidelineOrder()) {
            const bool concerned = std::ranges::any_of(
                row.then, [&](std::string_view then) { return then == "*" ? changes : isNamed(then, step); });
            if (!concerned || !inScope(row.procedures) || excused(row))
                continue;
            for (const std::string_view first : row.first)
                if (const auto [has, done] = doneOneOf(first); has && !done)
                    breach(Law::GuidelineOrder,
                           std::string(first) + " before " + step + " (" + std::string(row.rule) + ")");
        }
    }

    void editionOrderOf(const std::string& step, bool changes) {
        for (const OrderPair& pair : at_.book.order) {
            const bool concerned =
                std::ranges::find(pair.then, step) != pair.then.end() || (pair.thenChangesCard && changes);
            const bool scope =
                pair.scope.empty() || std::ranges::find(pair.scope, at_.before.procedure) != pair.scope.end();
            if (!concerned || !scope)
                continue;
            for (const std::string& first : pair.first)
                if (procedureOf(at_.before).use(first) != nullptr && at_.before.at(first) != At::Done &&
                    !doesNotBelong(first))
                    breach(Law::EditionOrder, first + " before " + step);
        }
    }

    /// Not a step of this case, or one that a stop of the edition's forbids now.
    bool doesNotBelong(const std::string& step) {
        if (!next_)
            next_ = next(at_.book, known_, at_.context);
        const Action* action = next_->action(step);
        return action != nullptr &&
               (action->state == Action::State::NotApplicable ||
                std::ranges::any_of(procedureOf(at_.before).stops, [&](const Stop& stop) {
                    return !action->why.empty() && action->why.front().rules == stop.rules &&
                           std::ranges::find(stop.allow, step) == stop.allow.end();
                }));
    }

    void begins(const std::string& step, const Facts& facts) {
        const std::string base = baseOf(step);
        const auto effect = effectOf(base);
        const auto definition = at_.book.steps.find(base);
        const bool said = definition != at_.book.steps.end() && definition->second.changesCard;
        const bool changes = said || (effect && *effect != Effect::Nothing);
        if (!effect)
            breach(Law::KnownSteps, base);
        if (changes)
            changesCard(step);
        guidelineOrderOf(step, changes);
        editionOrderOf(step, said);
        if (effect)
            mayBegin(*effect, facts);
        if (base == "S15_insurance" && at_.world.locked())
            breach(Law::InsuranceOpen, "");
    }

    void changesCard(const std::string& step) {
        for (const char* first : {"S02_documents", "S03_identity"})
            if (at_.before.at(first) != At::Done)
                breach(Law::PapersFirst, std::string(first) + " before " + step);
        for (const PaperRow& row : guidelinePapers())
            if (row.procedure == at_.before.procedure)
                for (const std::string_view papers : row.papers)
                    if (!handedIn(papers))
                        breach(Law::PaperMissing, std::string(papers) + " before " + step);
    }

    bool handedIn(std::string_view papers) const {
        return std::ranges::any_of(at_.before.documents, [&](const auto& document) {
            return document.second.handedIn && papers.find(document.first) != std::string_view::npos;
        });
    }

    void mayBegin(Effect effect, const Facts& facts) {
        if (effect == Effect::Lock) {
            const auto status = facts.find("operating_status");
            if (status == facts.end() || status->second != FactValue(Word("in_operation")))
                breach(Law::LockInOperation, "");
            if (at_.world.signature)
                breach(Law::LockNoSignature, "");
        }
        if ((effect == Effect::Endorse || effect == Effect::MarkCase) && !at_.world.locked())
            breach(Law::MarkLocked, "");
        if (effect == Effect::LoadSignature && at_.world.marked())
            breach(Law::SignatureUnmarked, "");
    }

    void answers(const std::string& step, const Facts& facts) {
        for (const AnswerRow& row : guidelineAnswers())
            if (const auto given = facts.find(std::string(row.fact));
                given != facts.end() && isNamed(row.step, step) && inScope(row.procedures) &&
                toText(given->second) == row.value)
                breach(Law::ForbiddenAnswer, step + " " + std::string(row.fact) + "=" +
                                                 std::string(row.value) + " (" + std::string(row.rule) + ")");
    }

    void done(const std::string& step) {
        const auto effect = effectOf(baseOf(step));
        if (effect && !shows(*effect))
            breach(Law::DoneIsDone, step);
    }

    /// What has to be true of the chip once this work is done. The face of a card is read by people only.
    bool shows(Effect effect) const {
        const World& world = at_.world;
        switch (effect) {
        case Effect::RemoveSignature:
            return !world.signature;
        case Effect::LoadSignature:
            return world.signature;
        case Effect::Lock:
            return world.locked();
        case Effect::SetStaffPin:
        case Effect::SetResidentPin:
            return world.pins == Pins::Usable;
        case Effect::Initialise:
            return world.pins == Pins::Usable || world.pins == Pins::Locked;
        case Effect::IssueCertificate:
        case Effect::ReplaceCertificate:
            return world.userAuth == Certificate::Fresh;
        case Effect::Nothing:
        case Effect::Endorse:
        case Effect::Strike:
        case Effect::MarkCase:
        case Effect::ClearCase:
            break;
        }
        return true;
    }

    void leaves() {
        if (at_.world.marked() && !at_.world.locked())
            breach(Law::LeavesFit, "");
        if (at_.world.staffPin && at_.world.pins != Pins::Locked)
            breach(Law::ProvisionalDies, "");
    }

    void ends() {
        const World& world = at_.world;
        const auto goal = goalOf(at_.after.procedure);
        const bool valid = world.userAuth == Certificate::Valid || world.userAuth == Certificate::Fresh ||
                           goal == Goal::FaceAuthKept;
        if (world.marked() ? !world.locked() || world.signature || !valid
                           : world.pins != Pins::Usable || world.staffPin)
            breach(Law::EndFitsChip, "");
        if (goal && (*goal != Goal::Normal) != world.marked())
            breach(Law::EndFitsWish, "");
        const auto wants = at_.after.facts.find("wants_sig_cert");
        if (wants != at_.after.facts.end() && wants->second == FactValue(true) && !world.signature &&
            goal == Goal::Normal)
            breach(Law::EndFitsWish, "wants_sig_cert");
        freshlyRead();
    }

    void freshlyRead() {
        for (const Event& event : at_.events)
            if (const auto* last = std::get_if<StepCompleted>(&event.what)) {
                const auto begun = at_.before.steps.find(last->step);
                if (!last->observation || begun == at_.before.steps.end() ||
                    last->observation->time < begun->second.startedAt)
                    breach(Law::EndFreshlyRead, "");
            }
    }

    const Transition& at_;
    const Procedure& procedure_;
    CaseState known_; ///< before, and what a reading has told meanwhile
    std::optional<Next> next_;
    std::vector<Breach> breaches_;
};

/// Hiragana, katakana or kanji in UTF-8.
bool japanese(const std::string& text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE3 && byte <= 0xE9;
    });
}
} // namespace

std::string_view nameOf(Law law) {
    return rowOf(law).name;
}

std::string_view sentence(Law law, bool inJapanese) {
    return inJapanese ? rowOf(law).japanese : rowOf(law).english;
}

std::vector<Breach> judge(const Transition& transition) {
    return Judge(transition).all();
}

std::vector<Breach> judge(const Refusal& refusal) {
    if (refusal.reasons.empty())
        return {{Law::RefusalSaysWhy, "no reason at all"}};
    for (const Reason& reason : refusal.reasons) {
        if (reason.rules.empty())
            return {{Law::RefusalSaysWhy, "no rule: " + reason.text}};
        if (!japanese(reason.text))
            return {{Law::RefusalSaysWhy, reason.rules.front() + ": no Japanese"}};
    }
    return {};
}

} // namespace kaomado::proof
