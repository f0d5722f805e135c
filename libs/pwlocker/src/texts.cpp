// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pwlocker/texts.hpp"

#include "embedded/pwlocker_en_json.hpp"
#include "embedded/pwlocker_ja_json.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::pwlocker {

Texts::Texts(Language language) : language_(language) {
    const bool japanese = language == Language::Japanese;
    const auto json =
        nlohmann::json::parse(japanese ? embedded::pwlocker_ja_json() : embedded::pwlocker_en_json());
    for (const auto& [key, value] : json.items())
        texts_.emplace(key, value.get<std::string>());
}

std::string Texts::of(std::string_view key, Values values) const {
    const auto found = texts_.find(key);
    if (found == texts_.end())
        throw Error(Fault::Internal, "no text " + std::string(key));
    std::string text = found->second;
    for (const auto& [name, value] : values) {
        const std::string slot = "{" + std::string(name) + "}";
        for (std::size_t at = text.find(slot); at != std::string::npos;
             at = text.find(slot, at + value.size()))
            text.replace(at, slot.size(), value);
    }
    return text;
}

} // namespace kaomado::pwlocker
