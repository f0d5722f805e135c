// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"
#include "progress_line.hpp"

#include <kaomado/base/text_file.hpp>

#include <fstream>
#include <iostream>

namespace kaomado::app {

namespace {

struct Options {
    AuditSource source;
    std::string output;
    bool progress = false;
};

/// Beside its place first: half an export looks like a tampered one. For its owner only, as the log is.
void toFile(const std::filesystem::path& path, const counter::EventLog& log,
            const counter::Progress& progress) {
    const std::filesystem::path fresh = path.string() + ".new";
    replaceFile(fresh, {});
    try {
        std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
        log.exportTo(out, progress);
        out.close();
        if (!out)
            throw Error(Fault::Storage, fresh.string() + ": cannot be written");
    } catch (...) {
        std::filesystem::remove(fresh);
        throw;
    }
    std::filesystem::rename(fresh, path);
}

int run(const Options& options, const Frame& frame) {
    const AuditedDatabase database(options.source);
    counter::EventLog log = database.log();
    const audit::SignedHead head = log.signHead(LogKeys(options.source.folder()).signingKey(), SystemClock());
    ProgressLine line(frame.text("audit.export.progress"), options.progress);
    const counter::Progress progress = [&](std::uint64_t places) { line.show(places); };
    if (options.output.empty()) {
        log.exportTo(std::cout, progress);
        return kOk;
    }
    toFile(options.output, log, progress);
    std::cout << headText(head, frame) << '\n';
    return kOk;
}

} // namespace

void addAuditExport(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "export", "audit.export");
    const auto options = std::make_shared<Options>();
    options->source.addTo(*command, frame);
    command->add_option("-o,--output", options->output, frame.text("audit.output"))->type_name("FILE");
    command->add_flag("--progress", options->progress, frame.text("audit.progress"));
    frame.run(command, [options, &frame] { return run(*options, frame); });
}

} // namespace kaomado::app
