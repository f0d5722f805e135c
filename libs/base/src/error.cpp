// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"

#include "embedded/faults_json.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace kaomado {

namespace {
struct Entry {
    std::string code;
    FaultText japanese, english;
};

FaultText textFrom(const nlohmann::json& row) {
    return {row.at("title"), row.at("cause"), row.at("remedy")};
}

/// One row per Fault, in the order of the enum; a unit test compares the `fault` column with the enum's
/// names.
const std::vector<Entry>& entries() {
    static const std::vector<Entry> kEntries = [] {
        std::vector<Entry> list;
        for (const auto& row : nlohmann::json::parse(embedded::faults_json()))
            list.push_back({row.at("code"), textFrom(row.at("ja")), textFrom(row.at("en"))});
        return list;
    }();
    return kEntries;
}
} // namespace

Language languageOfEnvironment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0')
            continue;
        const std::string_view text = value;
        if (text == "C" || text == "POSIX" || text.starts_with("C."))
            continue;
        return text.starts_with("ja") ? Language::Japanese : Language::English;
    }
    return Language::Japanese;
}

std::string_view faultCode(Fault fault) {
    return entries().at(static_cast<std::size_t>(fault)).code;
}

const FaultText& faultText(Fault fault, Language language) {
    const Entry& entry = entries().at(static_cast<std::size_t>(fault));
    return language == Language::Japanese ? entry.japanese : entry.english;
}

const std::vector<Fault>& allFaults() {
    static const std::vector<Fault> kAll = [] {
        std::vector<Fault> list;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(Fault::Internal); ++i)
            list.push_back(static_cast<Fault>(i));
        return list;
    }();
    return kAll;
}

} // namespace kaomado
