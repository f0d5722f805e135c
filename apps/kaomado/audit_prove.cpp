// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"

#include <charconv>
#include <iostream>

namespace kaomado::app {

namespace {

struct Options {
    AuditSource source;
    std::string caseId, from, under, output;
    std::uint64_t event = 0;
};

/// A file with a head, or the size of one that the database has.
audit::SignedHead headNamed(const std::string& name, const counter::EventLog& log) {
    std::uint64_t size = 0;
    const char* const end = name.data() + name.size();
    if (std::from_chars(name.data(), end, size).ptr != end)
        return headFromFile(name);
    std::string sizes;
    for (const audit::SignedHead& head : log.heads()) {
        const std::uint64_t there = audit::headOf(head).tree.size;
        if (there == size)
            return head;
        sizes += " " + std::to_string(there);
    }
    throw Error(Fault::BadInput, name + ": heads are signed for the sizes" + sizes);
}

int run(const Options& options) {
    if (options.caseId.empty() && options.from.empty())
        throw Error(Fault::BadInput, "say what to prove: --case ID, --from HEAD, or both");
    if (options.caseId.empty() && options.event != 0)
        throw Error(Fault::BadInput, "--event needs --case, the case that the number counts in");
    const AuditedDatabase database(options.source);
    counter::EventLog log = database.log();
    const audit::SignedHead head =
        options.under.empty() ? log.signHead(LogKeys(options.source.folder()).signingKey(), SystemClock())
                              : headNamed(options.under, log);
    audit::Proof proof{.head = head};
    if (!options.from.empty())
        proof = log.proveGrowth(headNamed(options.from, log), head);
    if (!options.caseId.empty())
        proof.events = log.proveEvents(head, options.caseId,
                                       options.event == 0 ? std::nullopt : std::optional(options.event))
                           .events;
    writeResult(options.output, audit::toJson(proof) + "\n");
    return kOk;
}

} // namespace

void addAuditProve(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "prove", "audit.prove");
    const auto options = std::make_shared<Options>();
    options->source.addTo(*command, frame);
    command->add_option("--case", options->caseId, frame.text("audit.prove.case"))->type_name("ID");
    command->add_option("--event", options->event, frame.text("audit.prove.event"))
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command->add_option("--from", options->from, frame.text("audit.prove.from"))->type_name("HEAD");
    command->add_option("--head", options->under, frame.text("audit.prove.head"))->type_name("HEAD");
    command->add_option("-o,--output", options->output, frame.text("audit.output"))->type_name("FILE");
    frame.run(command, [options] { return run(*options); });
}

} // namespace kaomado::app
