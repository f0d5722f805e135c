// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "texts.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace kaomado::app {

/// Exit codes of sysexits.h that every subcommand shares; a subcommand may add small ones of its own.
enum ExitCode : int {
    kOk = 0,
    kUsage = 64,
    kDataError = 65,
    kNoInput = 66,
    kUnavailable = 69,
    kInternal = 70,
    kCannotCreate = 73,
    kInputOutput = 74,
    kTemporary = 75,
    kConfiguration = 78,
};
int exitCodeFor(Fault fault);

/// What the subcommands share: the language, and what is to be done after the command line was understood.
///
/// A subcommand is one function `void addX(CLI::App& app, Frame& frame)` in its own file: it adds its options
/// with frame.add and names its work with frame.run. Its texts are in texts/x.json: "x" is its one-line
/// description, "x.help" (optional) the closing paragraph of --help, "x.name" the line of option --name.
class Frame {
public:
    explicit Frame(Language language) : language_(language) {}

    Language language() const { return language_; }
    const std::string& text(std::string_view key) const { return app::text(key, language_); }

    /// A subcommand; `key` is "card.new" for `kaomado card new`. Its closing paragraph is added when there is
    /// one.
    CLI::App* command(CLI::App& parent, const std::string& name, const std::string& key) const;
    /// The work of a subcommand; returns the exit code.
    void run(CLI::App* command, std::function<int()> work);

    /// The work that was chosen. @throws what it throws
    int execute() const { return work_(); }
    bool hasWork() const { return static_cast<bool>(work_); }

    /// One message on stderr: what, detail, remedy.
    void report(const Error& error) const;
    void report(const CLI::ParseError& error) const;

private:
    void print(const FaultText& fault, const std::string& detail) const;

    Language language_;
    std::function<int()> work_;
};

} // namespace kaomado::app
