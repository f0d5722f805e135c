// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace kaomado::app {

/// Where the program keeps what is not told to go elsewhere: KAOMADO_DATA, XDG_DATA_HOME/kaomado or
/// ~/.local/share/kaomado. `option` is what would name it. @throws Error Fault::Configuration without any of
/// them
std::filesystem::path defaultDataFolder(const char* option);

} // namespace kaomado::app
