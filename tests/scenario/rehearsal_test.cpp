// SPDX-License-Identifier: Apache-2.0
// Whole procedures by the rehearsing clerk, with everything that goes wrong at a reader.
#include "support/counter_rig.hpp"

#include <kaomado/counter/rehearsal.hpp>

#include <support/fault.hpp>

#include <cstdlib>

namespace kaomado::counter {

using test::CounterRig;
using test::faultOf;
using training::Profile;

namespace {

const auto& kRulebook = procedure::Rulebook::builtIn();

Rehearsed rehearse(CounterRig& at, const std::string& procedure, const std::vector<std::string>& given = {}) {
    Script script{.procedure = procedure};
    for (const std::string& assignment : given)
        give(script, kRulebook, assignment);
    Rehearsal rehearsal(*at.counter, kRulebook, test::kHanako, std::move(script));
    return rehearsal.run();
}

Profile startOf(const std::string& procedure) {
    if (procedure.starts_with("P01") || procedure.starts_with("P02"))
        return Profile::NeverIssued;
    for (const char* marked : {"P05", "P06", "P07"})
        if (procedure.starts_with(marked))
            return Profile::FaceAuth;
    return Profile::Normal;
}

const std::vector<std::string> kForgotten{"ins_registered=no", "pin_known=no"};
const std::vector<std::string> kWithSignature{"wants_sig_cert=yes"};

struct Play {
    std::string procedure;
    std::vector<std::string> given;
};
const std::vector<Play> kPlays{{"P04", {}}, {"P04", kForgotten}, {"P05", kWithSignature}};

/// Every place with KAOMADO_EXHAUSTIVE=1; otherwise one in eleven, another eleventh in each play.
unsigned stride() {
    constexpr unsigned kSampled = 11;
    return std::getenv("KAOMADO_EXHAUSTIVE") != nullptr ? 1 : kSampled;
}

/// Commands of an undisturbed run.
unsigned commandsOf(const Play& play) {
    CounterRig at(startOf(play.procedure));
    EXPECT_TRUE(rehearse(at, play.procedure, play.given).reached) << play.procedure;
    return at.reader.commands();
}

} // namespace

TEST(Rehearsal, OfEveryProcedureReachesItsOutcomeWithoutAnyHelp) {
    for (const auto& procedure : kRulebook.procedures) {
        CounterRig at(startOf(procedure.id));
        const Rehearsed result = rehearse(at, procedure.id);
        EXPECT_TRUE(result.reached) << procedure.id;
        test::expectTruth(result.state, at.chip.image());
        EXPECT_TRUE(at.logIsSound());
    }
}

TEST(Rehearsal, WithAnyOneAnswerChangedEndsWithACardThatIsWhatTheCaseSays) {
    unsigned number = 0;
    for (const auto& procedure : kRulebook.procedures)
        for (const auto& [id, fact] : kRulebook.facts) {
            if (fact.source != procedure::FactSource::Stated || fact.question.empty())
                continue;
            std::vector<std::string> values = fact.values;
            if (fact.type == procedure::FactType::YesNo)
                values = {"yes", "no"};
            if (fact.type == procedure::FactType::Count)
                values = {"0", "1", "4", "99"};
            for (const std::string& value : values) {
                if (++number % stride() != 0 || (id == "visitor" && value != procedure.visitor))
                    continue;
                CounterRig at(startOf(procedure.id));
                const Rehearsed result = rehearse(at, procedure.id, {id + "=" + value});
                test::expectTruth(result.state, at.chip.image());
                EXPECT_TRUE(result.reached || !result.reasons.empty())
                    << procedure.id << " " << id << "=" << value;
            }
        }
    EXPECT_GT(number, 100U);
}

TEST(Rehearsal, ReachesItsOutcomeWhereverTheCardIsPulled) {
    unsigned first = 0;
    for (const Play& play : kPlays) {
        const unsigned commands = commandsOf(play);
        ASSERT_GT(commands, 100U);
        ++first;
        for (unsigned n = stride() == 1 ? 1 : first; n <= commands; n += stride()) {
            CounterRig at(startOf(play.procedure), {}, {.pullAt = n});
            const Rehearsed result = rehearse(at, play.procedure, play.given);
            EXPECT_TRUE(result.reached) << play.procedure << " pulled at command " << n;
            test::expectTruth(result.state, at.chip.image());
            if (testing::Test::HasFailure())
                return;
        }
    }
}

TEST(Rehearsal, NeverEndsWithACardThatSaysOtherwiseWhateverTheCardAnswers) {
    unsigned reached = 0;
    for (const Play& play : kPlays) {
        const unsigned commands = commandsOf(play);
        for (const std::uint16_t sw : std::vector<std::uint16_t>{0x6F00, 0x9000, 0x63C0}) {
            for (unsigned n = 1U + sw % stride(); n <= commands; n += 2 * stride()) {
                CounterRig at(startOf(play.procedure), {}, {.wrongStatusWord = {{n, sw}}});
                const Rehearsed result = rehearse(at, play.procedure, play.given);
                test::expectTruth(result.state, at.chip.image());
                reached += result.reached ? 1 : 0;
                if (testing::Test::HasFailure()) {
                    ADD_FAILURE() << play.procedure << " command " << n << " answered " << sw;
                    return;
                }
            }
        }
    }
    EXPECT_GT(reached, 10U); // most single lies are found out and mended
}

TEST(Rehearsal, WithoutADemandedPaperIsRefusedWithItsRule) {
    CounterRig at(Profile::Normal);
    const Rehearsed result = rehearse(at, "P04R", {"F08_power_of_attorney=no"});
    EXPECT_FALSE(result.reached);
    ASSERT_FALSE(result.reasons.empty());
    EXPECT_EQ(result.reasons[0].rules, (std::vector<std::string>{"R-P04-02", "R-P04-12"}));
    EXPECT_EQ(result.state.outcome, procedure::Outcome::Withdrawn);
    EXPECT_TRUE(at.hasSignature()); // nothing was done to the card
}

TEST(Rehearsal, WaitsForTheStatusAndSuspendsWhenItDoesNotCome) {
    CounterRig soon(Profile::Normal);
    soon.office.terminal.faults().statusPending = 2;
    EXPECT_TRUE(rehearse(soon, "P04").reached);
    CounterRig never(Profile::Normal);
    never.office.terminal.faults().statusPending = 1000;
    const Rehearsed result = rehearse(never, "P04");
    EXPECT_FALSE(result.reached);
    EXPECT_EQ(result.state.phase, procedure::Phase::Suspended);
    EXPECT_FALSE(never.allLocked()); // R-SET-12: never bypassed
}

TEST(Rehearsal, NamesWhatItDoesNotUnderstand) {
    Script script{.procedure = "P04"};
    for (const char* wrong :
         {"ins_registered", "no_such_fact=yes", "ins_registered=perhaps", "lines_used=100",
          "pins_all_locked=yes", "F08_power_of_attorney=perhaps", "F08_power_of_attorney.x=yes"})
        EXPECT_EQ(faultOf([&] { give(script, kRulebook, wrong); }), Fault::BadInput) << wrong;
}

} // namespace kaomado::counter
