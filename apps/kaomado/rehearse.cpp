// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "rehearse_all.hpp"
#include "rehearse_bench.hpp"
#include "rehearse_print.hpp"

#include <iostream>

namespace kaomado::app {

namespace {

/// Manual mode: the instruction, and "done" by Enter.
bool confirmAtTheKeys(const counter::Instruction& instruction, const Frame& frame) {
    std::cerr << "\n■ " << instruction.title << "\n";
    unsigned number = 0;
    for (const std::string& line : instruction.lines)
        std::cerr << "  " << ++number << ". " << line << "\n";
    std::cerr << frame.text("rehearse.confirm") << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) && answer != "n" && answer != "N";
}

counter::Script scriptOf(const RehearseOptions& options, const procedure::Rulebook& rulebook) {
    counter::Script script{.procedure = options.procedure};
    const procedure::Procedure* known = rulebook.procedure(options.procedure);
    if (options.resume.empty() && known == nullptr) {
        std::string all;
        for (const procedure::Procedure& procedure : rulebook.procedures)
            all += " " + procedure.id;
        throw Error(Fault::BadInput, options.procedure + ": the procedures are" + all);
    }
    for (const std::string& assignment : options.given)
        counter::give(script, rulebook, assignment);
    return script;
}

int list(RehearseBench& bench, RehearsePrinter& printer) {
    for (const std::string& id : bench.cases().cases(kTrainingMunicipality)) {
        const counter::CaseKey key{kTrainingMunicipality, id};
        printer.listed(key, procedure::fold(bench.cases().read(key)));
    }
    return kOk;
}

int rehearse(const RehearseOptions& asked, const Frame& frame) {
    if (asked.all)
        return rehearseAll(asked, frame);
    const RehearseOptions options = withBranch(asked, procedure::Rulebook::builtIn());
    RehearseFaults faults;
    for (const std::string& fault : options.faults)
        addFault(faults, fault);
    if ((options.list || !options.resume.empty()) && options.data.empty())
        throw Error(Fault::BadInput, "--list and --resume need --data, the folder of the log");
    const auto& rulebook = procedure::Rulebook::builtIn();
    counter::Script script = options.list ? counter::Script{} : scriptOf(options, rulebook);
    RehearseBench bench(options, faults, [&](const counter::Instruction& instruction) {
        return confirmAtTheKeys(instruction, frame);
    });
    RehearsePrinter printer(std::cout, frame, rulebook, options.json);
    if (options.list)
        return list(bench, printer);
    if (!bench.terminalReachesCard()) {
        std::cerr << frame.text("rehearse.noAdmin") << '\n';
        return kConfiguration;
    }
    const counter::CaseKey resumed{kTrainingMunicipality, options.resume};
    if (!options.resume.empty() && bench.cases().read(resumed).empty())
        throw Error(Fault::BadInput, options.resume + ": the log has no such case; see --list");
    printer.begin(options.procedure);
    counter::Rehearsal rehearsal(bench.counter(), rulebook, kRehearsingOfficer, std::move(script),
                                 [&](const counter::StepReport& report) { printer.step(report); });
    const counter::Rehearsed result = options.resume.empty() ? rehearsal.run() : rehearsal.resume(resumed);
    const audit::Verification log = bench.log().verify({.terminals = bench.terminals()});
    if (log.sound())
        bench.signLog();
    printer.end(result, log);
    return result.reached ? kOk : kRefused;
}

} // namespace

void addRehearse(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "rehearse", "rehearse");
    auto options = std::make_shared<RehearseOptions>();
    command->add_option("procedure", options->procedure, frame.text("rehearse.procedure"));
    command->add_option("--given", options->given, frame.text("rehearse.given"))->type_name("FACT=VALUE");
    command->add_option("--fault", options->faults, frame.text("rehearse.fault"))->type_name("FAULT");
    command->add_option("--branch", options->branch, frame.text("rehearse.branch"))->type_name("BRANCH");
    command->add_option("--branches", options->branches, frame.text("rehearse.branches"))->type_name("FILE");
    command->add_flag("--json", options->json, frame.text("rehearse.json"));
    command->add_option("--reader", options->reader, frame.text("rehearse.reader"))->type_name("READER");
    command->add_option("--card", options->card, frame.text("rehearse.card"))->type_name("FILE");
    command->add_option("--data", options->data, frame.text("rehearse.data"))->type_name("DIR");
    command->add_option("--portal", options->portal, frame.text("rehearse.portal"))->type_name("PORTAL");
    command->add_option("--portal-cert", options->portalCertificate, frame.text("rehearse.portal-cert"))
        ->type_name("FILE");
    command->add_option("--ca", options->ca, frame.text("rehearse.ca"))->type_name("DIR");
    command->add_option("--resume", options->resume, frame.text("rehearse.resume"))->type_name("CASE");
    command->add_flag("--list", options->list, frame.text("rehearse.list"));
    command->add_flag("--all", options->all, frame.text("rehearse.all"));
    command->add_flag("--progress", options->progress, frame.text("rehearse.progress"));
    frame.run(command, [options, &frame] { return rehearse(*options, frame); });
}

} // namespace kaomado::app
