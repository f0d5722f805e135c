// SPDX-License-Identifier: Apache-2.0
// Random work at a counter, half sensible and half not, 10^5 commands with a fixed seed: whatever is
// accepted, the ordering constraints hold and no case ends with a card whose chip says otherwise.
#include "desk.hpp"
#include "kaomado/procedure/event_json.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace kaomado::test {
namespace {
using namespace std::chrono_literals;
constexpr int kCommands = 100000;
constexpr int kCommandsPerCase = 70;

/// The pairs of the guideline, written down here once more so that an error in the rulebook is seen.
struct Pair {
    std::vector<std::string> first, then;
    bool five; ///< ⑤ ⑤’; else ④ ④’
};
const std::vector<Pair>& pairs() {
    static const std::vector<std::string> kChange4{"S07_revoke_sig", "S11_init_pin", "S10_set_provisional",
                                                   "S16_lock", "S18_endorse"};
    static const std::vector<std::string> kChange5{"S11_init_pin", "S20_reset_pin", "S19_strike",
                                                   "S21_load_sig"};
    static const std::vector<Pair> kPairs{
        {{"S02_documents", "S03_identity"}, kChange4, false},
        {{"S02_documents", "S03_identity"}, kChange5, true},
        {{"S05_check_field"}, {"S07_revoke_sig", "S11_init_pin", "S10_set_provisional"}, false},
        {{"S04_check_user_cert"}, {"S07_revoke_sig", "S15_insurance", "S16_lock"}, false},
        {{"S14_confirm_status"}, {"S15_insurance", "S16_lock"}, false},
        {{"S16_lock"}, {"S17_confirm_lock"}, false},
        {{"S17_confirm_lock"}, {"S18_endorse", "S23_hand_over"}, false},
        {{"S18_endorse"}, {"S23_hand_over"}, false},
        {{"S11_init_pin"}, {"S20_reset_pin"}, true},
        {{"S20_reset_pin"}, {"S19_strike"}, true},
        {{"S19_strike"}, {"S21_load_sig", "S23_hand_over"}, true}};
    return kPairs;
}

class Counter {
public:
    explicit Counter(unsigned seed) : random_(seed) {}

    /// One case from its opening until nothing more is wanted of it.
    void oneCase() {
        desk_ = std::make_unique<Desk>();
        snapshots_.clear();
        begin();
        for (int i = 0; i < kCommandsPerCase && desk_->now.phase != Phase::Closed; ++i) {
            desk_->context.now += std::chrono::seconds(pick(40));
            if (pick(100) < 75)
                sensible();
            else
                silly();
            ++commands;
        }
        check();
    }

    int commands = 0, probes = 0;
    std::map<std::string, int> ends; ///< how many cases ended how

private:
    unsigned pick(unsigned below) { return std::uniform_int_distribution<unsigned>(0, below - 1)(random_); }
    bool chance(unsigned percent) { return pick(100) < percent; }

    Evidence evidence() {
        Evidence seen = desk_->evidence();
        if (chance(3))
            seen.reading.fingerprint = "card-of-taro";
        if (chance(3))
            seen.reading.time -= std::chrono::minutes(pick(10));
        if (chance(2))
            seen.reading.tries["user_auth_pin"] = std::nullopt;
        seen.signedJson = std::to_string(snapshots_.size()); // finds the truth again when the event is judged
        snapshots_.push_back(seen.reading);
        return seen;
    }
    std::optional<Evidence> maybeEvidence() { return chance(85) ? std::optional(evidence()) : std::nullopt; }

    FactValue valueOf(const Fact& fact) {
        switch (fact.type) {
        case FactType::YesNo:
            return chance(60);
        case FactType::Count:
            return Count(pick(5));
        case FactType::Word: // the first is mostly the one that goes on
            return Word(fact.values[chance(80) ? 0 : pick(static_cast<unsigned>(fact.values.size()))]);
        case FactType::Officer:
            return Officer(chance(50) ? "mihon.taro" : "mihon.jiro");
        case FactType::Day:
            break;
        }
        return dateFrom("2026-12-31");
    }
    FactValue good(const std::string& id) {
        static const Facts kGood{{"operating_status", Word("in_operation")},
                                 {"names_confirmed", true},
                                 {"identity_level", Word("certificate_issue")},
                                 {"representative_identified", true},
                                 {"applicant_present", true},
                                 {"lines_used", Count(1)},
                                 {"entry_line", Count(2)}};
        const auto found = kGood.find(id);
        return found != kGood.end() && chance(95) ? found->second : valueOf(desk_->book.facts.at(id));
    }
    Facts answers(const std::vector<Question>& questions) {
        Facts facts;
        for (const Question& question : questions)
            if (chance(98))
                facts.emplace(question.fact, good(question.fact));
        return facts;
    }

    void begin() {
        static const char* kProcedures[] = {"P04", "P04R", "P05", "P05R"};
        const std::string procedure = kProcedures[pick(4)];
        const bool back = procedure.starts_with("P05");
        if (back)
            desk_->chip.lock();
        desk_->chip.signatureCertificate = !back && chance(50);
        if (chance(8))
            desk_->chip.validTo = desk_->context.now;
        if (chance(20))
            desk_->chip.spendUserAuth(pick(3));
        Facts facts;
        if (procedure.ends_with("R"))
            facts = representative();
        desk_->open(procedure, facts);
    }

    /// What the terminal and the utility would do between start and end of a step; sometimes they fail.
    void act(const std::string& step) {
        MadeUpChip& chip = desk_->chip;
        if (chance(8))
            return;
        if (step == "S07_revoke_sig")
            chip.signatureCertificate = false;
        else if (step == "S21_load_sig")
            chip.signatureCertificate = true;
        else if (step == "S11_init_pin")
            chip.initialise();
        else if (step == "S10_set_provisional" || step == "S12_set_random" || step == "S20_reset_pin")
            chip.setPins();
        else if (step == "S08_issue_user_cert")
            chip.issueUserCertificate(desk_->context.now);
        else if (step == "S16_lock")
            chance(85) ? chip.lock() : chip.lockAllBut("jukiap_pin@COMMON");
    }

    void sensible() {
        const Next next = desk_->next();
        if (!next.questions.empty() && chance(70)) {
            const Question& question = next.questions[pick(static_cast<unsigned>(next.questions.size()))];
            desk_->attempt(StateFact{question.fact, valueOf(desk_->book.facts.at(question.fact))});
            return;
        }
        if (desk_->now.fingerprint.empty() || next.readCard) {
            desk_->attempt(BindCard{evidence()});
        }
        if (const auto papers = desk_->papers(); chance(40)) {
            const PaperView& paper = papers[pick(static_cast<unsigned>(papers.size()))];
            record(paper.document, true);
            return;
        }
        if (desk_->now.phase == Phase::Suspended) {
            desk_->attempt(Resume{});
            return;
        }
        std::vector<Action> open;
        std::ranges::copy_if(next.actions, std::back_inserter(open), [](const Action& action) {
            return action.allowed && action.state != Action::State::Done;
        });
        if (!open.empty())
            advance(open[pick(static_cast<unsigned>(open.size()))]);
        else
            desk_->attempt(StateFact{chance(50) ? "services_acknowledged" : "portal_open", chance(50)});
    }

    /// What next() calls allowed is accepted when it is answered well and the chip says what it said last.
    void probe(const std::string& step) {
        const Action action = desk_->action(step); // a reading may have come in between
        const CaseState& now = desk_->now;
        if (!action.allowed || !action.intent || now.at(action.step) == StepState::At::Running ||
            !now.observation)
            return;
        Evidence again{truthOf(*now.observation), "0"};
        again.reading.time = desk_->context.now;
        const auto used = now.facts.find("lines_used");
        Facts facts;
        for (const Question& question : action.askStart) {
            const Fact& fact = desk_->book.facts.at(question.fact);
            if (question.fact == "entry_line")
                facts.emplace(question.fact, Count(std::get<Count>(used->second).value() + 1));
            else
                facts.emplace(question.fact,
                              fact.type == FactType::Word ? FactValue(Word(fact.values.front())) : true);
        }
        const Decision decision =
            decide(desk_->book, now, {desk_->officer, StartStep{action.step, facts, again}}, desk_->context);
        if (const auto* refusal = std::get_if<Refusal>(&decision))
            ADD_FAILURE() << action.step << " was called allowed: " << refusal->reasons.front().text;
        ++probes;
    }

    void advance(const Action& action) {
        probe(action.step);
        const StepState::At at = desk_->now.at(action.step);
        if (action.intent && at != StepState::At::Running) {
            desk_->attempt(StartStep{action.step, answers(action.askStart), maybeEvidence()});
            return;
        }
        act(action.step);
        if (!action.failures.empty() && chance(6)) {
            const Choice& failure = action.failures[pick(static_cast<unsigned>(action.failures.size()))];
            desk_->attempt(FailStep{action.step, Word(failure.id), maybeEvidence()});
            return;
        }
        desk_->attempt(CompleteStep{action.step, answers(action.askEnd), maybeEvidence()});
    }

    void record(const std::string& id, bool handedIn) {
        Facts attributes;
        for (const Fact& attribute : desk_->book.documents.at(id).attributes)
            if (chance(95))
                attributes.emplace(attribute.id, chance(95) && attribute.type == FactType::YesNo
                                                     ? true
                                                     : valueOf(attribute));
        desk_->attempt(RecordDocument{id, handedIn, attributes});
    }

    void silly() {
        const auto& book = desk_->book;
        const auto anyOf = [&](const auto& map) {
            return std::next(map.begin(), pick(static_cast<unsigned>(map.size())));
        };
        const auto step = anyOf(book.steps);
        switch (pick(10)) {
        case 0: {
            const auto fact = anyOf(book.facts);
            if (fact->second.source == FactSource::Stated)
                desk_->attempt(StateFact{fact->first, valueOf(fact->second)});
            break;
        }
        case 1: {
            const auto document = anyOf(book.documents); // apart: compilers differ in the order of arguments
            record(document->first, chance(80));
            break;
        }
        case 2:
            desk_->attempt(ObserveCard{evidence()});
            break;
        case 3:
        case 4: {
            Facts facts;
            for (const std::string& id : step->second.askStart)
                facts.emplace(id, good(id));
            desk_->attempt(StartStep{step->first, facts, maybeEvidence()});
            break;
        }
        case 5:
        case 6: {
            Facts facts;
            for (const std::string& id : step->second.askEnd)
                facts.emplace(id, good(id));
            desk_->attempt(CompleteStep{step->first, facts, maybeEvidence()});
            break;
        }
        case 7:
            if (chance(30))
                desk_->attempt(Suspend{Word("device_trouble"), chance(50)});
            break;
        case 8:
            if (chance(15))
                desk_->attempt(Withdraw{Word("resident_changed_mind"), maybeEvidence()});
            break;
        default:
            if (chance(15)) // somebody works on the card behind our back
                chance(50) ? desk_->chip.setPins() : desk_->chip.lock();
        }
    }

    const chip::ChipReading& truthOf(const Observation& observation) const {
        return snapshots_.at(std::stoul(observation.signedJson));
    }

    void check() {
        const std::vector<Event>& events = desk_->events;
        EXPECT_EQ(fold(events).sequence, desk_->now.sequence);
        std::set<std::string> done;
        CaseState before;
        for (const Event& event : events) {
            EXPECT_EQ(eventFromJson(toJson(event)), event);
            if (const auto* started = std::get_if<StepStarted>(&event.what))
                ordered(started->step, done, before);
            if (const auto* completed = std::get_if<StepCompleted>(&event.what)) {
                ordered(completed->step, done, before);
                done.insert(completed->step);
                if (completed->step == "S16_lock") {
                    EXPECT_TRUE(locked(truthOf(*completed->observation)));
                    EXPECT_EQ(truthOf(*completed->observation).signaturePresent, false);
                }
                if (completed->observation) {
                    EXPECT_EQ(truthOf(*completed->observation).fingerprint, desk_->now.fingerprint);
                }
            }
            if (const auto* suspended = std::get_if<Suspended>(&event.what);
                suspended != nullptr && !suspended->cardKept) {
                EXPECT_THAT(done, ::testing::Not(::testing::Contains("S16_lock")));
            }
            apply(before, event);
        }
        ended(done);
    }

    static void ordered(const std::string& step, const std::set<std::string>& done, const CaseState& before) {
        for (const Pair& pair : pairs())
            if (pair.five == before.procedure.starts_with("P05") &&
                std::ranges::find(pair.then, step) != pair.then.end())
                for (const std::string& first : pair.first) {
                    EXPECT_TRUE(done.contains(first) || (first == "S19_strike" && marksNone(before)) ||
                                (first == "S18_endorse" && done.contains("S27_mark_case")))
                        << first << " before " << step << " in " << before.procedure;
                }
    }
    static bool marksNone(const CaseState& before) {
        const auto found = before.facts.find("marked_on_face");
        return found != before.facts.end() && found->second == FactValue(false);
    }

    static bool locked(const chip::ChipReading& reading) {
        return std::ranges::all_of(
            std::vector{"user_auth_pin", "profile_ap_pin", "jukiap_pin@JUKI", "jukiap_pin@COMMON"},
            [&](const char* id) { return reading.triesOf(id) == 0U; });
    }
    static bool usable(const chip::ChipReading& reading) {
        return std::ranges::all_of(
            std::vector{"user_auth_pin", "profile_ap_pin", "jukiap_pin@JUKI", "jukiap_pin@COMMON"},
            [&](const char* id) { return reading.triesOf(id) == 3U; });
    }

    void ended(const std::set<std::string>& done) {
        const CaseState& now = desk_->now;
        if (now.phase != Phase::Closed) {
            ++ends[now.divertedFrom.empty() ? "unfinished" : "diverted"];
            return;
        }
        ++ends[std::string(nameOf(*now.outcome))];
        if (*now.outcome == Outcome::Withdrawn) {
            if (now.cardTouched) {
                const chip::ChipReading& last = truthOf(*now.observation);
                if (now.facts.at("marked_on_face") == FactValue(true)) {
                    EXPECT_TRUE(locked(last) && last.signaturePresent == false);
                }
            }
            return;
        }
        const chip::ChipReading& last = truthOf(*now.observation);
        EXPECT_EQ(last.fingerprint, now.fingerprint);
        if (*now.outcome == Outcome::RetainedForReissue)
            return; // nothing was changed, and the card stays here
        EXPECT_GE(last.time, now.steps.at("S23_hand_over").startedAt);
        if (desk_->book.procedure(now.procedure)->goal == "face_auth") {
            EXPECT_TRUE(locked(last));
            EXPECT_EQ(last.signaturePresent, false);
            EXPECT_TRUE(done.contains("S18_endorse") || done.contains("S27_mark_case"));
            EXPECT_TRUE(now.facts.at("marked_on_face") == FactValue(true) ||
                        now.facts.at("marked_on_case") == FactValue(true));
        } else {
            EXPECT_EQ(*now.outcome, Outcome::HandedOver);
            EXPECT_TRUE(usable(last));
            EXPECT_TRUE(now.facts.at("marked_on_face") == FactValue(false));
            EXPECT_TRUE(now.facts.at("wants_sig_cert") == FactValue(false) || last.signaturePresent == true);
        }
    }

    std::mt19937 random_;
    std::unique_ptr<Desk> desk_;
    std::vector<chip::ChipReading> snapshots_;
};

TEST(Invariants, RandomWorkNeverBreaksTheOrderNorEndsAgainstTheChip) {
    Counter counter(20261001);
    while (counter.commands < kCommands && !::testing::Test::HasFailure())
        counter.oneCase();
    // the work must get somewhere, or nothing has been tested
    EXPECT_GT(counter.probes, 1000);
    EXPECT_GT(counter.ends["returned"], 100);
    EXPECT_GT(counter.ends["handed_over"], 100);
    EXPECT_GT(counter.ends["withdrawn"], 20);
    EXPECT_GT(counter.ends["diverted"], 20);
    for (const auto& [end, number] : counter.ends)
        RecordProperty(end, number);
}

} // namespace
} // namespace kaomado::test
