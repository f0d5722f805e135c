// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"

#include <iostream>

namespace kaomado::app {

namespace {

struct Options {
    AuditSource source;
    std::string output;
    bool json = false, list = false;
};

int list(const Options& options, const Frame& frame) {
    for (const audit::SignedHead& head : AuditedDatabase(options.source).log().heads())
        std::cout << (options.json ? audit::toJson(head) : headText(head, frame)) << '\n';
    return kOk;
}

int run(const Options& options, const Frame& frame) {
    if (options.list)
        return list(options, frame);
    const AuditedDatabase database(options.source);
    const audit::LogKey key = LogKeys(options.source.folder()).signingKey();
    const audit::SignedHead head = database.log().signHead(key, SystemClock());
    if (!options.output.empty())
        writeResult(options.output, audit::toJson(head) + "\n");
    if (options.json)
        std::cout << audit::toJson(head) << '\n';
    else
        std::cout << headText(head, frame) << '\n'
                  << frame.text("audit.head.publicKey") << toHex(head.publicKey) << '\n';
    return kOk;
}

} // namespace

void addAuditHead(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "head", "audit.head");
    const auto options = std::make_shared<Options>();
    options->source.addTo(*command, frame);
    command->add_option("-o,--output", options->output, frame.text("audit.head.output"))->type_name("FILE");
    command->add_flag("--list", options->list, frame.text("audit.head.list"));
    command->add_flag("--json", options->json, frame.text("audit.head.json"));
    frame.run(command, [options, &frame] { return run(*options, frame); });
}

} // namespace kaomado::app
