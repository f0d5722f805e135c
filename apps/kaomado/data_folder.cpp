// SPDX-License-Identifier: Apache-2.0
#include "data_folder.hpp"

#include <kaomado/base/error.hpp>

#include <cstdlib>

namespace kaomado::app {

std::filesystem::path defaultDataFolder(const char* option) {
    constexpr std::pair<const char*, const char*> kPlaces[] = {
        {"KAOMADO_DATA", ""}, {"XDG_DATA_HOME", "kaomado"}, {"HOME", ".local/share/kaomado"}};
    for (const auto& [variable, below] : kPlaces) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0')
            return std::filesystem::path(value) / below;
    }
    throw Error(Fault::Configuration,
                std::string("no data folder: set HOME or KAOMADO_DATA, or give ") + option + " DIR");
}

} // namespace kaomado::app
