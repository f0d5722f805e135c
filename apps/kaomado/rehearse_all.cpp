// SPDX-License-Identifier: Apache-2.0
#include "rehearse_all.hpp"

#include "progress_line.hpp"
#include "rehearse_bench.hpp"
#include "rehearse_table.hpp"

#include <kaomado/base/text_file.hpp>

#include <iostream>

namespace kaomado::app {

using counter::Branch;

namespace {

std::vector<Branch> branchesFor(const RehearseOptions& options, const procedure::Rulebook& rulebook) {
    return options.branches.empty() ? counter::branchesOf(rulebook)
                                    : counter::branchesFrom(readTextFile(options.branches), rulebook);
}

std::vector<Branch> chosen(const RehearseOptions& options) {
    const std::string& procedure = options.procedure;
    std::vector<Branch> branches = branchesFor(options, procedure::Rulebook::builtIn());
    std::erase_if(branches,
                  [&](const Branch& branch) { return !procedure.empty() && branch.procedure != procedure; });
    if (branches.empty())
        throw Error(Fault::BadInput, procedure + ": there is no branch of this procedure");
    return branches;
}

/// Each branch has its own counter, and says itself what is given.
void mustBeAlone(const RehearseOptions& options) {
    const bool alone = options.branch.empty() && options.given.empty() && options.faults.empty() &&
                       options.reader == RehearseOptions().reader && options.card.empty() &&
                       options.data.empty() && options.ca.empty() && options.resume.empty() &&
                       !options.list && options.portal.empty() && options.portalCertificate.empty();
    if (!alone)
        throw Error(Fault::BadInput, "--all goes with --branches, --json and --progress only");
}

/// At a counter that is thrown away afterwards; keys come from the stock.
PlayedBranch play(const Branch& branch, RehearseStock& stock) {
    const auto begun = std::chrono::steady_clock::now();
    RehearseOptions options;
    options.procedure = branch.procedure;
    options.profile = branch.card;
    RehearseFaults faults;
    for (const std::string& fault : branch.faults)
        addFault(faults, fault);
    const auto& rulebook = procedure::Rulebook::builtIn();
    counter::Script script{.procedure = branch.procedure};
    for (const std::string& assignment : branch.given)
        counter::give(script, rulebook, assignment);
    RehearseBench bench(options, faults, {}, &stock);
    counter::Rehearsal rehearsal(bench.counter(), rulebook, kRehearsingOfficer, std::move(script));
    PlayedBranch played{.branch = branch, .result = rehearsal.run()};
    played.logSound = bench.log().verify({.terminals = bench.terminals()}).sound();
    played.took = std::chrono::steady_clock::now() - begun;
    return played;
}

} // namespace

int rehearseAll(const RehearseOptions& options, const Frame& frame) {
    mustBeAlone(options);
    const std::vector<Branch> branches = chosen(options);
    RehearseTable table(std::cout, frame, options.json);
    {
        ProgressLine progress(
            fill(frame.text("rehearse.all.progress"), {{"total", std::to_string(branches.size())}}),
            options.progress);
        RehearseStock stock;
        for (std::size_t done = 0; done < branches.size(); ++done) {
            progress.show(done);
            table.add(play(branches[done], stock));
        }
    }
    return table.finish() ? kOk : kRefused;
}

RehearseOptions withBranch(RehearseOptions options, const procedure::Rulebook& rulebook) {
    if (options.branch.empty())
        return options;
    std::string known;
    for (const Branch& branch : branchesFor(options, rulebook)) {
        if (branch.procedure != options.procedure)
            continue;
        known += " " + branch.id;
        if (branch.id != options.branch)
            continue;
        options.profile = branch.card;
        options.given.insert(options.given.begin(), branch.given.begin(), branch.given.end());
        options.faults.insert(options.faults.begin(), branch.faults.begin(), branch.faults.end());
        return options;
    }
    throw Error(Fault::BadInput, options.branch + ": the branches of " + options.procedure + " are" +
                                     (known.empty() ? " none: name a procedure" : known));
}

} // namespace kaomado::app
