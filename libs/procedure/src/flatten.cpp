// SPDX-License-Identifier: Apache-2.0
#include "flatten.hpp"

#include "kaomado/procedure/describe.hpp"

namespace kaomado::procedure {

Field text(const char* part, const std::string& value) {
    return {part, {{value, value}}, false};
}

Field text(const char* part, Item item) {
    return {part, {std::move(item)}, false};
}

Field list(const char* part, const std::vector<std::string>& words) {
    Field field{part, {}, true};
    for (const std::string& word : words)
        field.items.push_back({word, word});
    return field;
}

Field list(const char* part, std::vector<Item> items) {
    return {part, std::move(items), true};
}

Field flag(const char* part, bool value) {
    return text(part, value ? "yes" : "no");
}

Field dates(const Dates& dates) {
    const auto day = [](const std::optional<Date>& date) { return date ? toIso(*date) : std::string{}; };
    return text("dates", dates == Dates{} ? std::string{} : day(dates.from) + "–" + day(dates.to));
}

std::vector<std::string> assignments(const Facts& facts) {
    std::vector<std::string> items;
    for (const auto& [id, value] : facts)
        items.push_back(id + " = " + toText(value));
    return items;
}

std::string Words::title(const std::string& document) const {
    const auto found = book_.documents.find(document);
    return found == book_.documents.end() ? document : found->second.title;
}

Item Words::say(const Condition& condition, const Document* on) const {
    return {describe(book_, condition, Language::English, on), describe(book_, condition, language_, on)};
}

std::vector<Item> Words::say(const std::vector<Requirement>& list, const Document* on) const {
    std::vector<Item> items;
    for (const Requirement& one : list)
        items.push_back({describe(book_, one, Language::English, on), describe(book_, one, language_, on)});
    return items;
}

Item Words::value(const std::string& fact, const std::string& value) const {
    const Fact* found = book_.fact(fact);
    const bool named = language_ == Language::Japanese && found != nullptr && found->labels.contains(value);
    return {value, named ? found->labels.at(value) : value};
}

std::vector<Item> Words::asked(const std::vector<std::string>& facts) const {
    std::vector<Item> items;
    for (const std::string& id : facts) {
        const Fact* fact = book_.fact(id);
        items.push_back({id, fact == nullptr || language_ == Language::English ? id : fact->question});
    }
    return items;
}

std::vector<Item> Words::attributes(const Document& document) const {
    std::vector<Item> items;
    for (const Fact& attribute : document.attributes)
        items.push_back({attribute.id, language_ == Language::English ? attribute.id : attribute.question});
    return items;
}

std::vector<Group> flatten(const Rulebook& book, Language language) {
    const Words words(book, language);
    std::vector<Group> groups;
    flattenProcedures(words, groups);
    flattenShared(words, groups);
    flattenLists(words, groups);
    return groups;
}

} // namespace kaomado::procedure
