// SPDX-License-Identifier: Apache-2.0
// kaomado killed (SIGKILL) after an event or after a command of every branch of every procedure in which
// something is done to a card, then taken up again by another process. Sampled; KAOMADO_EXHAUSTIVE=1 kills at
// every place, KAOMADO_EXHAUSTIVE=P04/pin-forgotten at every place of that branch and nowhere else.
#include "support/counter_rig.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/counter/branches.hpp>
#include <kaomado/counter/case_store.hpp>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>

namespace kaomado {

namespace {

using namespace test;
using counter::Branch;
using nlohmann::json;
constexpr int kKilled = 128 + 9, kRefused = 2;

const std::vector<Branch>& allBranches() {
    static const std::vector<Branch> kAll = counter::branchesOf(procedure::Rulebook::builtIn());
    return kAll;
}

std::string nameOf(const Branch& branch) {
    return branch.procedure + "/" + branch.id;
}

/// Cards of each profile and their CA, made when they are first asked for; each run works on a copy.
class Cards {
public:
    std::filesystem::path folderOf(const std::string& profile) {
        std::filesystem::path folder = root_ / profile;
        if (std::filesystem::create_directories(folder)) {
            const Finished made = run({KAOMADO, "card", "new", "--profile", profile, "--ca", folder / "ca",
                                       "-o", folder / "a.card"});
            if (made.exitCode != 0)
                throw std::runtime_error(made.err);
        }
        return folder;
    }

private:
    TempDir root_;
};

/// One branch, at a counter of its own for each run.
class Torn {
public:
    Torn(const Branch& branch, std::filesystem::path fresh) : branch_(branch), fresh_(std::move(fresh)) {}

    /// `place`: "event:3". @return false when the run came to its end without being killed
    bool tearAt(const std::string& place) {
        SCOPED_TRACE(nameOf(branch_) + " killed at " + place);
        const TempDir here;
        std::filesystem::copy(fresh_, here.path(), std::filesystem::copy_options::recursive);
        const Finished torn =
            rehearse(here, {branch_.procedure, "--branch", branch_.id, "--fault", "kill@" + place});
        if (torn.exitCode != kKilled) {
            expectEnd(torn, here);
            return false;
        }
        const auto db = store::openDatabase((here / "data" / "kaomado.db").string());
        counter::migrateTables(*db, SystemClock());
        const std::vector<std::string> ids = counter::CaseStore(*db).cases("99999");
        if (ids.empty())
            return true; // killed before the case was stored: there is nothing to take up
        expectEnd(rehearse(here, {branch_.procedure, "--branch", branch_.id, "--resume", ids.at(0)}), here);
        return true;
    }

private:
    Finished rehearse(const TempDir& here, const Arguments& more) const {
        Arguments command{KAOMADO, "rehearse",  "--json", "--card",     here / "a.card",
                          "--ca",  here / "ca", "--data", here / "data"};
        command.insert(command.end(), more.begin(), more.end());
        return run(command);
    }

    /// As the branch says, with a sound log and a card that is what the case says.
    void expectEnd(const Finished& done, const TempDir& here) const {
        const std::size_t last = done.out.find_last_of('\n', done.out.size() - 2) + 1;
        ASSERT_TRUE(done.exitCode == 0 || done.exitCode == kRefused) << done.out << done.err;
        const json end = json::parse(done.out.substr(last));
        EXPECT_EQ(end.at("outcome"), branch_.ends) << done.out;
        EXPECT_EQ(end.at("procedure"), branch_.endsAs);
        EXPECT_TRUE(end.at("log").at("sound").get<bool>());
        procedure::CaseState state;
        state.procedure = branch_.endsAs;
        state.outcome = procedure::outcomeNamed(end.at("outcome").get<std::string>());
        expectTruth(state, emulator::CardImage::load(here / "a.card"));
    }

    const Branch& branch_;
    std::filesystem::path fresh_;
};

/// At which places a branch is torn: first, first + step, …
struct Places {
    unsigned first = 1, step = 1, most = 0; ///< most: 0 = until a run is not torn any more
};

/// The first branch of a procedure at several places, each other one at one: after an event or after a
/// command.
std::optional<Places> sampled(std::size_t number, bool events) {
    constexpr unsigned kOfTheFirst = 3, kPrime = 7;
    const unsigned step = events ? 8 : 150;
    if (number == 0)
        return Places{.first = step / 2, .step = step, .most = kOfTheFirst};
    if ((number % 2 == 0) != events)
        return std::nullopt;
    return Places{.first = 1 + static_cast<unsigned>(number) * kPrime % step, .step = step, .most = 1};
}

/// @return how often the branch was torn
unsigned tear(Torn& torn, const std::string& what, const Places& places) {
    unsigned times = 0;
    for (unsigned n = places.first; torn.tearAt(what + std::to_string(n)); n += places.step)
        if (++times == places.most || testing::Test::HasFailure())
            break;
    return times;
}

void tearEveryBranch(const std::string& procedure, const std::string& what) {
    const char* asked = std::getenv("KAOMADO_EXHAUSTIVE");
    const std::string exhaustive = asked == nullptr ? "" : asked;
    const bool one = exhaustive.find('/') != std::string::npos;
    Cards cards;
    unsigned times = 0;
    std::size_t number = 0;
    for (const Branch& branch : allBranches()) {
        if (branch.procedure != procedure || branch.ends == "withdrawn" ||
            (one && exhaustive != nameOf(branch)))
            continue;
        const std::optional<Places> places =
            exhaustive.empty() ? sampled(number++, what == "event:") : Places{};
        if (!places)
            continue;
        Torn torn(branch, cards.folderOf(branch.card));
        const unsigned here = tear(torn, what, *places);
        if (!exhaustive.empty())
            std::cout << nameOf(branch) << ": killed at " << here << " places of " << what << "N\n";
        times += here;
        if (testing::Test::HasFailure())
            return;
    }
    EXPECT_TRUE(one || times > 2);
}

std::vector<std::string> procedures() {
    std::vector<std::string> all;
    for (const procedure::Procedure& procedure : procedure::Rulebook::builtIn().procedures)
        all.push_back(procedure.id);
    return all;
}

} // namespace

class RehearseTorn : public testing::TestWithParam<std::string> {};

TEST_P(RehearseTorn, EndsAsItMustWhicheverEventWasTheLast) {
    tearEveryBranch(GetParam(), "event:");
}

TEST_P(RehearseTorn, EndsAsItMustWhicheverCommandWasTheLast) {
    tearEveryBranch(GetParam(), "command:");
}

INSTANTIATE_TEST_SUITE_P(Of, RehearseTorn, testing::ValuesIn(procedures()),
                         [](const auto& test) { return test.param; });

} // namespace kaomado
