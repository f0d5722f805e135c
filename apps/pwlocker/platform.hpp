// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The arguments after the program's name, UTF-8 on every system.
std::vector<std::string> commandLine(int argc, char** argv);

/// The folder that holds the running program.
std::filesystem::path programFolder();
