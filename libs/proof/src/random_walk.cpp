// SPDX-License-Identifier: Apache-2.0
#include "kaomado/proof/random_walk.hpp"

#include "describe.hpp"
#include "kaomado/base/error.hpp"
#include "papers.hpp"

#include <algorithm>
#include <random>

namespace kaomado::proof {

using namespace procedure;

namespace {
using At = StepState::At;

constexpr std::size_t kPerCase = 90; ///< commands after which a case is left alone
constexpr std::size_t kBreaches = 10;
constexpr std::size_t kTold = 25; ///< of the way to a breach

class Walker {
public:
    Walker(const Rulebook& book, unsigned seed, const Asked& asked)
        : stage_(book, false), book_(stage_.book), random_(seed), asked_(asked) {}

    Wandered run(std::size_t commands) {
        while (result_.commands < commands) {
            begin();
            for (std::size_t i = 0; i < kPerCase && result_.commands < commands; ++i) {
                context_.now += std::chrono::seconds(pick(60));
                work();
                give(chance(75) ? sensible() : silly());
                if (state_.phase == Phase::Closed && chance(70))
                    break;
            }
        }
        return std::move(result_);
    }

private:
    std::size_t pick(std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
    }
    bool chance(unsigned percent) { return pick(100) < percent; }
    template <class List>
    const auto& any(const List& list) {
        return *std::next(list.begin(), static_cast<std::ptrdiff_t>(pick(list.size())));
    }

    // ── a case
    // ────────────────────────────────────────────────────────────────────────────────────────────────

    void begin() {
        procedure_ = &any(book_.procedures);
        context_ = stage_.context;
        state_ = {};
        told_.clear();
        const bool keeps = procedure_->given.contains("release_open");
        world_ = {.signature = !keeps && chance(40)};
        world_.entry = keeps ? chance(85) : chance(5);
        world_.onCase = !world_.entry && chance(keeps ? 60 : 3);
        for (const auto& [fact, value] : procedure_->given) { // a card that is not issued yet bears no mark
            world_.entry = fact == "marked_on_face" ? value == FactValue(true) : world_.entry;
            world_.onCase = fact == "marked_on_case" ? value == FactValue(true) : world_.onCase;
        }
        if (keeps ? chance(90) : chance(15))
            world_.pins = Pins::Locked;
        world_.userAuth = chance(80)   ? Certificate::Valid
                          : chance(50) ? Certificate::Expired
                                       : Certificate::None;
        Facts facts{{"visitor", Word(procedure_->visitor)}};
        if (procedure_->visitor == "representative")
            facts.insert_or_assign("rep_kind", anyValue(book_.facts.at("rep_kind")));
        for (const std::string& fact : words().opening())
            if (chance(70))
                facts.insert_or_assign(fact, seenOn(world_, fact) ? FactValue(*seenOn(world_, fact))
                                                                  : usual(book_.facts.at(fact)));
        if (world_.onCase && !mayBeSilent(procedure_->id))
            facts.insert_or_assign("marked_on_case", true);
        const bool overridden = chance(30);
        ++result_.cases[procedure_->id];
        give({OpenCase{procedure_->id, facts,
                       overridden ? std::optional(Word(any(book_.overrideReasons).id)) : std::nullopt}});
        if (state_.phase == Phase::None)
            give({OpenCase{procedure_->id, facts, Word(book_.overrideReasons.front().id)}});
        if (state_.phase == Phase::Open && chance(70))
            prepare();
    }

    /// All papers in order, the usual things said, the card read.
    void prepare() {
        for (const auto& [paper, list] : stage_.sheets.of(procedure_->id))
            if (list.front().attributes)
                give({RecordDocument{paper, true, *list.front().attributes}});
        for (const auto& [id, fact] : book_.facts)
            if (speaksOf(id) && chance(80))
                give({StateFact{id, truth(id)}});
        give({BindCard{stage_.readings.of(world_, context_.now)}});
    }

    /// Some condition of the procedure depends on it, and it can be said.
    bool speaksOf(const std::string& fact) const {
        return words().mentioned(fact) && book_.facts.at(fact).source == FactSource::Stated;
    }

    const Vocabulary& words() const { return stage_.vocabulary(procedure_->id); }

    FactValue anyValue(const Fact& fact) {
        switch (fact.type) {
        case FactType::YesNo:
            return chance(50);
        case FactType::Word:
            return Word(any(fact.values));
        case FactType::Count:
            return Count(static_cast<unsigned>(pick(6)));
        case FactType::Day:
            return any(words().valuesOf(fact));
        case FactType::Officer:
            return Officer(chance(50) ? "mihon.taro" : "mihon.jiro");
        }
        return false;
    }
    /// Mostly what lets a case go on.
    FactValue usual(const Fact& fact) {
        if (chance(15))
            return anyValue(fact);
        if (fact.id == "identity_level")
            return Word(procedure_->identityLevel);
        if (fact.id == "pin_chosen_by")
            return Word(procedure_->visitor == "representative" ? "sealed_form" : "resident");
        if (fact.id == "lines_used")
            return Count(0);
        if (fact.id == "entry_line")
            return Count(1);
        if (fact.id == "visitor")
            return Word(procedure_->visitor);
        if (fact.id == "reissue_failed" || fact.id == "portal_open" || fact.id == "ins_consent_withdrawn" ||
            fact.id == "portal_failed" || fact.id == "overridden")
            return false;
        if (fact.type == FactType::YesNo && chance(80))
            return true;
        return fact.type == FactType::Word ? FactValue(Word(fact.values.front())) : anyValue(fact);
    }

    // ── the card
    // ──────────────────────────────────────────────────────────────────────────────────────────────

    /// What terminal, utility and printer do while a step runs; and sometimes somebody else.
    void work() {
        for (const auto& [id, step] : state_.steps)
            if (step.at == At::Running && chance(60)) {
                const auto list = results(world_, effectOf(baseOf(id)).value_or(Effect::Nothing));
                if (!list.empty())
                    world_ = chance(85) ? list.front().world : any(list).world;
            }
        world_.staffPin = world_.staffPin && !world_.locked(); // whoever opens it again sets another one
        if (chance(2)) { // and it is read then: until it is, nobody can know (explorer.hpp)
            world_ = any(meddled(world_, true));
            give({ObserveCard{stage_.readings.of(world_, context_.now)}});
        }
    }

    std::string baseOf(const std::string& step) const {
        const Procedure* now = book_.procedure(state_.procedure);
        const StepUse* use = now == nullptr ? nullptr : now->use(step);
        return use == nullptr ? step : use->step;
    }

    std::optional<Evidence> evidence() {
        if (chance(10))
            return std::nullopt;
        if (chance(2))
            return stage_.readings.unreadable(context_.now);
        auto time = context_.now;
        if (chance(3))
            time += std::chrono::minutes(pick(2) == 0 ? -7 : 3);
        // an old or a foreign reading tells of another card than the one that lies there
        const bool foreign = chance(3);
        return stage_.readings.of(time == context_.now ? world_ : any(meddled(world_, true)), time, foreign);
    }

    // ── commands
    // ──────────────────────────────────────────────────────────────────────────────────────────────

    using What = decltype(Command::what);

    What sensible() {
        const Procedure* now = book_.procedure(state_.procedure);
        if (now == nullptr || state_.phase == Phase::None)
            return silly();
        if (state_.phase == Phase::Suspended && chance(70))
            return Resume{};
        if (state_.fingerprint.empty() && chance(30))
            return BindCard{stage_.readings.of(world_, context_.now)};
        if (chance(20))
            return said(*now);
        for (const StepUse& use : now->steps)
            if (state_.at(use.id) == At::Running)
                return chance(90) ? What(CompleteStep{use.id, answers(use, false), evidence()})
                                  : failed(use.id);
        for (const StepUse& use : now->steps)
            if (state_.at(use.id) != At::Done && chance(60))
                return step(use);
        return step(any(now->steps));
    }

    What step(const StepUse& use) {
        if (book_.steps.at(use.step).intent)
            return StartStep{use.id, answers(use, true), evidence()};
        return CompleteStep{use.id, answers(use, false), evidence()};
    }

    Facts answers(const StepUse& use, bool start) {
        const Step& step = book_.steps.at(use.step);
        Facts facts;
        for (const auto* list : {start ? &step.askStart : &step.askEnd, start ? &use.askStart : &use.askEnd})
            for (const std::string& fact : *list)
                if (chance(97))
                    facts.insert_or_assign(fact, truth(fact));
        return facts;
    }
    /// Staff say of the face of a card what they see.
    FactValue truth(const std::string& fact) {
        if (const auto seen = seenOn(world_, fact))
            return *seen;
        return usual(book_.facts.at(fact));
    }

    What said(const Procedure& now) {
        if (const auto& sheets = stage_.sheets.of(now.id); chance(50) && !sheets.empty()) {
            const auto& [paper, list] = any(sheets);
            const Sheet& sheet = chance(85) ? list.front() : any(list);
            return RecordDocument{paper, sheet.attributes.has_value(), sheet.attributes.value_or(Facts{})};
        }
        std::string fact = any(book_.facts).first;
        while (!speaksOf(fact) && chance(90))
            fact = any(book_.facts).first;
        return StateFact{fact, truth(fact)};
    }

    What failed(const std::string& step) {
        const auto& failures = book_.steps.at(baseOf(step)).failures;
        return FailStep{step, Word(failures.empty() ? "card_removed" : any(failures).id), evidence()};
    }

    /// Anything at all.
    What silly() {
        const std::string step = chance(2) ? "S99_unknown" : any(book_.steps).first;
        Facts facts;
        while (chance(40)) {
            const Fact& fact = any(book_.facts).second;
            facts.insert_or_assign(chance(2) ? "no_such_fact" : fact.id,
                                   seenOn(world_, fact.id) ? truth(fact.id) : anyValue(fact));
        }
        switch (pick(10)) {
        case 0:
            return OpenCase{chance(5) ? "P99" : any(book_.procedures).id, facts, std::nullopt};
        case 1:
            return RecordDocument{any(book_.documents).first, chance(70), facts};
        case 2:
            return BindCard{stage_.readings.of(world_, context_.now, chance(20))};
        case 3:
            return ObserveCard{evidence().value_or(stage_.readings.unreadable(context_.now))};
        case 4:
            return StartStep{step, chance(70) ? Facts{} : facts, evidence()};
        case 5:
            return CompleteStep{step, chance(70) ? Facts{} : facts, evidence()};
        case 6:
            return book_.steps.contains(step) ? failed(step)
                                              : What(FailStep{step, Word("card_removed"), evidence()});
        case 7:
            return Suspend{Word(any(book_.suspendReasons).id), chance(70)};
        case 8:
            return chance(50) ? What(Resume{})
                              : What(Withdraw{Word(any(book_.withdrawReasons).id), evidence()});
        default:
            return StateFact{any(book_.facts).first, anyValue(any(book_.facts).second)};
        }
    }

    // ── the engine's answer
    // ───────────────────────────────────────────────────────────────────────────────────

    void give(What what) {
        const Command command{stage_.officer, std::move(what)};
        if (lie(command))
            return;
        ++result_.commands;
        told_.push_back(textOf(command) + " (card: " + textOf(world_) + ")");
        if (asked_)
            asked_(state_, command, context_);
        try {
            const Decision decision = decide(book_, state_, command, context_);
            if (const auto* refusal = std::get_if<Refusal>(&decision))
                refused(*refusal);
            else
                accepted(command, std::get<std::vector<Event>>(decision));
        } catch (const Error& error) {
            if (error.fault() !=
                Fault::BadInput) // words that the edition does not know are the caller's mistake
                breach(Law::NoCrash, error.what());
            ++result_.rejected;
        }
    }

    /// Whether a case may be opened without a word about a mark on the card's case. Nobody is asked for it
    /// (facts.yaml: its standard is no), so to say nothing is to say that there is none, and where the truth
    /// is another, silence is a lie as in explorer.hpp. Only a release has to stand it: it goes no further
    /// than to where somebody has seen a mark.
    bool mayBeSilent(const std::string& procedure) const {
        const Procedure* opened = book_.procedure(procedure);
        return opened != nullptr && opened->use("S19C_clear_case") != nullptr;
    }

    /// Staff do not lie about what is written on the card, nor call work on it done that was not.
    bool lie(const Command& command) const {
        const auto false_ = [this](const Facts& facts) {
            return std::ranges::any_of(facts, [this](const auto& fact) {
                const auto seen = seenOn(world_, fact.first);
                return seen && fact.second != FactValue(*seen);
            });
        };
        if (const auto* said = std::get_if<StateFact>(&command.what))
            return false_({{said->fact, said->value}});
        if (const auto* open = std::get_if<OpenCase>(&command.what))
            return false_(open->facts) || (world_.onCase && !open->facts.contains("marked_on_case") &&
                                           !mayBeSilent(open->procedure));
        if (const auto* done = std::get_if<CompleteStep>(&command.what)) {
            const auto effect = effectOf(baseOf(done->step)).value_or(Effect::Nothing);
            return ((effect == Effect::Endorse) && !world_.entry) ||
                   (effect == Effect::Strike && world_.entry) ||
                   (effect == Effect::MarkCase && !world_.onCase) ||
                   (effect == Effect::ClearCase && world_.onCase);
        }
        if (const auto* done = std::get_if<FailStep>(&command.what)) {
            const auto effect = effectOf(baseOf(done->step)).value_or(Effect::Nothing);
            return (effect == Effect::Endorse && world_.entry) ||
                   (effect == Effect::Strike && !world_.entry) ||
                   (effect == Effect::MarkCase && world_.onCase) ||
                   (effect == Effect::ClearCase && !world_.onCase);
        }
        return false;
    }

    void refused(const Refusal& refusal) {
        ++result_.refused;
        for (const Breach& found : judge(refusal))
            breach(found.law, found.what);
    }

    void accepted(const Command& command, const std::vector<Event>& events) {
        ++result_.accepted;
        const CaseState before = state_;
        for (const Event& event : events)
            apply(state_, event);
        if (events.empty())
            return;
        for (const Breach& found : judge({book_, context_, before, world_, command, events, state_}))
            breach(found.law, found.what);
        const Decision again = decide(book_, state_, command, context_);
        const auto* more = std::get_if<std::vector<Event>>(&again);
        if (more == nullptr || !more->empty())
            breach(Law::TwiceIsOnce, "");
        if (state_.phase == Phase::Closed && before.phase != Phase::Closed)
            ++result_.ends[std::string(nameOf(*state_.outcome))];
    }

    void breach(Law law, const std::string& what) {
        if (result_.breaches.size() >= kBreaches)
            return;
        std::string text = procedure_->id + ": " + what;
        for (std::size_t i = told_.size() - std::min(told_.size(), kTold); i < told_.size(); ++i)
            text += "\n    " + told_[i];
        result_.breaches.emplace_back(law, text);
    }

    Stage stage_;
    const Rulebook& book_;
    std::mt19937 random_;
    const Asked& asked_;
    Wandered result_;

    const Procedure* procedure_ = nullptr;
    CaseState state_;
    World world_;
    Context context_;
    std::vector<std::string> told_;
};
} // namespace

Wandered wander(const Rulebook& book, unsigned seed, std::size_t commands, const Asked& asked) {
    return Walker(book, seed, asked).run(commands);
}

} // namespace kaomado::proof
