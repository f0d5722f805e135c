// SPDX-License-Identifier: Apache-2.0
#include "options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace {
std::filesystem::path pathOf(const std::string& utf8) {
    return std::u8string(utf8.begin(), utf8.end());
}
} // namespace

Options parseOptions(const std::vector<std::string>& arguments) {
    Options options;
    std::string config;
    CLI::App parser;
    parser.set_help_flag();
    parser.add_flag("--help,-h", options.help);
    parser.add_flag("--version", options.version);
    parser.add_flag("--yes", options.request.yes);
    parser.add_flag("--json", options.request.json);
    parser.add_flag("--status", options.request.statusOnly);
    parser.add_option("--reader", options.reader);
    parser.add_option("--expect", options.request.expect);
    parser.add_option("--operating-status", options.request.operatingStatus);
    parser.add_option("--config", config);
    try {
        parser.parse(
            std::vector<std::string>(arguments.rbegin(), arguments.rend())); // CLI11 takes them reversed
    } catch (const CLI::ParseError& error) {
        options.unusable = error.what();
    }
    if (!config.empty())
        options.config = pathOf(config);
    return options;
}
