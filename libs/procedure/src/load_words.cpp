// SPDX-License-Identifier: Apache-2.0
// What facts and their values are called.
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
/// Every fact of an edition and every attribute of a paper by this name.
std::vector<Fact*> called(Rulebook& book, const std::string& id) {
    std::vector<Fact*> found;
    if (const auto fact = book.facts.find(id); fact != book.facts.end())
        found.push_back(&fact->second);
    for (auto& [name, document] : book.documents)
        for (Fact& attribute : document.attributes)
            if (attribute.id == id)
                found.push_back(&attribute);
    return found;
}

bool hasValue(const std::vector<Fact*>& facts, const std::string& value) {
    return std::ranges::any_of(facts, [&](const Fact* fact) {
        return std::ranges::find(fact->values, value) != fact->values.end();
    });
}
} // namespace

void Loader::words() {
    const Yaml& root = file("words.yaml");
    if (!root.keys({"names", "values"}))
        return;
    for (const auto& [id, name] : root.at("names").pairs()) {
        const auto facts = called(book_, id);
        if (facts.empty())
            name.problem("no fact '" + id + "'", "remove it or correct its spelling");
        for (Fact* fact : facts)
            fact->name = name.text();
    }
    for (const auto& [id, labels] : root.at("values").pairs()) {
        const auto facts = called(book_, id);
        if (facts.empty())
            labels.problem("no fact '" + id + "'", "remove it or correct its spelling");
        for (const auto& [value, label] : labels.pairs()) {
            if (!facts.empty() && !hasValue(facts, value))
                label.problem("'" + value + "' is no value of '" + id + "'", "use one of its 'values'");
            for (Fact* fact : facts)
                fact->labels[value] = label.text();
        }
    }
}

void Loader::doubtWords() {
    for (const auto& [id, fact] : book_.facts) {
        if (fact.source == FactSource::Setting) // has a label
            continue;
        if (fact.name.empty())
            file("words.yaml").doubt("the fact '" + id + "' has no name", "add one to words.yaml");
        for (const std::string& value : fact.values)
            if (!fact.labels.contains(value))
                file("words.yaml")
                    .doubt("the value '" + value + "' of '" + id + "' has no name", "add one to words.yaml");
    }
}

} // namespace kaomado::procedure
