// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/pwlocker/program.hpp>

#include <filesystem>

/// The command line, understood or not.
struct Options {
    kaomado::pwlocker::Request request;
    std::optional<std::string> reader;
    std::optional<std::filesystem::path> config;
    bool help = false, version = false;
    std::optional<std::string> unusable; ///< why the command line was not understood
};

/// `arguments` without the program's name, UTF-8.
Options parseOptions(const std::vector<std::string>& arguments);
