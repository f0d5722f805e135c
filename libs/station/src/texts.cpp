// SPDX-License-Identifier: Apache-2.0
#include "kaomado/station/texts.hpp"

#include "embedded/texts_json.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::station {

namespace {

struct Entry {
    std::string japanese, english, code;
};

const std::map<std::string, Entry, std::less<>>& entries() {
    static const auto kEntries = [] {
        std::map<std::string, Entry, std::less<>> all;
        const auto texts = nlohmann::json::parse(embedded::texts_json());
        for (const auto& [section, rows] : texts.items())
            for (const auto& [name, row] : rows.items())
                all[section + "." + name] = {row.at("ja"), row.at("en"), row.value("code", "")};
        return all;
    }();
    return kEntries;
}

const Entry* find(std::string_view section, std::string_view name) {
    const auto found = entries().find(std::string(section) + "." + std::string(name));
    return found == entries().end() ? nullptr : &found->second;
}

const Entry& entry(std::string_view section, std::string_view name) {
    if (const Entry* found = find(section, name))
        return *found;
    throw Error(Fault::Internal,
                "the station has no text for " + std::string(section) + " " + std::string(name));
}

const std::string& in(Language language, const Entry& entry) {
    return language == Language::Japanese ? entry.japanese : entry.english;
}

} // namespace

const std::string& screenText(State state, Language language) {
    return in(language, entry("screen", nameOf(state)));
}

const std::string& noticeText(Notice notice, Language language) {
    return in(language, entry("notice", nameOf(notice)));
}

const std::string& staffText(Notice notice, Language language) {
    const Entry* own = find("staff", nameOf(notice));
    return own != nullptr ? in(language, *own) : noticeText(notice, language);
}

const std::string& staffText(Validity validity, Language language) {
    return in(language, entry("validity", std::to_string(static_cast<int>(validity))));
}

const std::string& codeOf(Notice notice) {
    return entry("notice", nameOf(notice)).code;
}

} // namespace kaomado::station
