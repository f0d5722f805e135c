// SPDX-License-Identifier: Apache-2.0
// What a decision of the engine costs: the commands of a ④ from the lock to the hand-over and one refusal,
// asked again in the state in which each was given. Limit: 20 microseconds for the slowest.
#include "desk.hpp"
#include "ratio.hpp"

#include <cstdlib>

using namespace kaomado;
using namespace kaomado::procedure;

namespace {
constexpr std::size_t kRounds = 2000;
constexpr double kLimit = 20'000; // ns

struct Moment {
    CaseState state;
    Command command;
    Context context;
};

/// A desk that remembers what it was asked.
class Recorder : public test::Desk {
public:
    void ask(const decltype(Command::what)& what) {
        moments.push_back({now, {officer, what}, context});
        must(what);
    }
    std::vector<Moment> moments;
};

void workThrough(Recorder& desk) {
    desk.receive("P04", {{"ins_registered", true}});
    desk.moments.push_back(
        {desk.now, {desk.officer, StartStep{"S23_hand_over", {}, desk.evidence()}}, desk.context});
    desk.ask(StartStep{"S16_lock", {{"operating_status", Word("in_operation")}}, desk.evidence()});
    desk.chip.lock();
    desk.ask(CompleteStep{"S16_lock", {}, desk.evidence()});
    desk.ask(CompleteStep{"S17_confirm_lock", {{"names_confirmed", true}}, desk.evidence()});
    desk.ask(StartStep{"S18_endorse",
                       {{"entry_place", Word("endorsement_field")},
                        {"entry_wording", Word("face_auth_only")},
                        {"entry_line", Count(1)}},
                       desk.evidence()});
    desk.ask(CompleteStep{"S18_endorse", {{"entry_method", Word("printer")}}, desk.evidence()});
    desk.ask(StartStep{"S23_hand_over", {}, desk.evidence()});
    desk.ask(StateFact{"services_acknowledged", false});
}

double medianOf(const std::function<void()>& work) {
    std::vector<double> times;
    for (std::size_t i = 0; i < kRounds; ++i)
        times.push_back(bench::processorNanoseconds(work));
    return bench::median(std::move(times));
}
} // namespace

int main() {
    std::printf("machine: %s\n", bench::machine().c_str());
    Recorder desk;
    workThrough(desk);
    double slowest = 0;
    for (const Moment& moment : desk.moments) {
        const double time =
            medianOf([&] { (void)decide(desk.book, moment.state, moment.command, moment.context); });
        std::printf("command %2zu of the engine %8.1f us\n", moment.command.what.index(), time / 1000);
        slowest = std::max(slowest, time);
    }
    std::printf("all that may come next    %8.1f us\n",
                medianOf([&] { (void)next(desk.book, desk.now, desk.context); }) / 1000);
    return bench::report("decision-time-over-limit", slowest / kLimit, bench::Limit::AtMost, 1.0)
               ? EXIT_SUCCESS
               : EXIT_FAILURE;
}
