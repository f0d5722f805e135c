// SPDX-License-Identifier: Apache-2.0
#include "embedded/problems_json.hpp"
#include "kaomado/procedure/check.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::procedure {

namespace {
constexpr std::string_view kPlace = "{}";

/// A sentence with places for what differs: "no rule '{}'".
struct Pattern {
    std::string english, japanese;
};

/// In the order of the file: the first that fits is taken.
const std::vector<Pattern>& patterns() {
    static const auto kPatterns = [] {
        std::vector<Pattern> list;
        const auto rows = nlohmann::ordered_json::parse(embedded::problems_json());
        for (const auto& [english, japanese] : rows.items())
            list.push_back({english, japanese.get<std::string>()});
        return list;
    }();
    return kPatterns;
}

/// What stands at the places, when the text is one of this pattern.
std::optional<std::vector<std::string>> matched(std::string_view text, std::string_view pattern) {
    std::vector<std::string> found;
    while (true) {
        const std::size_t place = pattern.find(kPlace);
        if (place == std::string_view::npos)
            return text == pattern ? std::optional(found) : std::nullopt;
        if (!text.starts_with(pattern.substr(0, place)))
            return std::nullopt;
        text.remove_prefix(place);
        pattern.remove_prefix(place + kPlace.size());
        const std::string_view next = pattern.substr(0, pattern.find(kPlace));
        const bool last = next.size() == pattern.size();
        const std::size_t end = last ? text.size() - std::min(text.size(), next.size()) : text.find(next);
        if (end == std::string_view::npos)
            return std::nullopt;
        found.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

/// Fills the places: "{}" the first, "{0}", "{1}" by number.
std::string filled(std::string text, const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i)
        for (const std::string& place : {"{" + std::to_string(i) + "}", std::string(i == 0 ? kPlace : "")})
            if (const std::size_t at = place.empty() ? std::string::npos : text.find(place);
                at != std::string::npos)
                text.replace(at, place.size(), values[i]);
    return text;
}

std::string inJapanese(const std::string& english) {
    for (const Pattern& pattern : patterns())
        if (const auto values = matched(english, pattern.english))
            return filled(pattern.japanese, *values);
    return english;
}
} // namespace

Problem translated(const Problem& problem, Language language) {
    if (language == Language::English)
        return problem;
    return {problem.file, problem.line, inJapanese(problem.what), inJapanese(problem.remedy), problem.doubt};
}

} // namespace kaomado::procedure
