// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

#include <kaomado/procedure/rulebook.hpp>

#include <iostream>

namespace kaomado::app {
namespace {

/// Headings of --help, which CLI11 writes in English.
void translate(CLI::App& app, const Frame& frame) {
    for (const char* label :
         {"Usage", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "Positionals", "REQUIRED", "Needs", "Excludes"})
        app.get_formatter()->label(label, frame.text(std::string("frame.label.") + label));
    app.option_defaults()->group(frame.text("frame.label.Options"));
    app.get_formatter()->column_width(34);
    app.set_help_flag("-h,--help", frame.text("frame.option.help"));
    app.group(frame.text("frame.label.Subcommands")); // inherited by every subcommand
}

void build(CLI::App& app, Frame& frame) {
    translate(app, frame);
    // Only when asked: reading the rulebook takes longer than all the rest.
    const auto version = [&frame] {
        return fill(frame.text("frame.version"),
                    {{"version", KAOMADO_VERSION}, {"edition", procedure::Rulebook::builtIn().edition}});
    };
    app.set_version_flag("--version", version, frame.text("frame.option.version"));
    app.require_subcommand(1);
    addCommands(app, frame);
    app.footer("\n" + frame.text("frame.footer"));
}

int parseAndRun(int argc, char** argv, Frame& frame) {
    CLI::App app{frame.text("frame.description"), "kaomado"};
    build(app, frame);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(e); // --help and --version
        frame.report(e);
        return kUsage;
    }
    return frame.execute();
}

} // namespace
} // namespace kaomado::app

int main(int argc, char** argv) {
    using namespace kaomado;
    app::Frame frame{languageOfEnvironment()};
    try {
        return app::parseAndRun(argc, argv, frame);
    } catch (const Error& e) {
        frame.report(e);
        return app::exitCodeFor(e.fault());
    } catch (const std::exception& e) {
        frame.report(Error(Fault::Internal, e.what()));
        return app::kInternal;
    }
}
