// SPDX-License-Identifier: Apache-2.0
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

const Fact* Loader::factNamed(const Yaml& node, const std::string& id, const Attributes* attributes) const {
    if (attributes != nullptr)
        if (const auto found = std::ranges::find(*attributes, id, &Fact::id); found != attributes->end())
            return &*found;
    const Fact* fact = book_.fact(id);
    if (fact == nullptr && !id.empty())
        node.problem("no fact '" + id + "'", attributes == nullptr
                                                 ? "add it to facts.yaml or correct its spelling"
                                                 : "add it to the document's attributes or to facts.yaml");
    return fact;
}

FactValue Loader::value(const Yaml& node, const Fact& fact) const {
    const std::string text = node.text();
    if (const auto value = valueFrom(fact, text))
        return *value;
    constexpr std::string_view kRemedies[] = {
        R"(write "yes" or "no")", "write a number from 0 to 99 in quotes", "use one of its 'values'",
        "write \"YYYY-MM-DD\"", "write an officer's login"};
    node.problem("'" + text + "' is no value of '" + fact.id + "'",
                 kRemedies[static_cast<std::size_t>(fact.type)]);
    return false;
}

Condition Loader::condition(const Yaml& node, const Attributes* attributes) const {
    if (node.isMap() && node.has("on"))
        return aboutPaper(node);
    if (node.isMap())
        return node.has("fact") ? comparison(node, attributes) : combination(node, attributes);
    if (!node.exists()) {
        node.problem("a condition is missing", "write a fact's name or a {…}");
        return {};
    }
    Condition condition{Condition::Kind::Is, node.text(), {}, true, {}};
    if (const Fact* fact = factNamed(node, condition.fact, attributes);
        fact != nullptr && fact->type != FactType::YesNo)
        node.problem("'" + condition.fact + "' is not a yes/no fact", "write {fact: …, is: …}");
    return condition;
}

Condition Loader::comparison(const Yaml& node, const Attributes* attributes) const {
    if (!node.keys({"fact", "is", "at_least", "at_least_fact", "above", "within_days", "until"}))
        return {};
    Condition condition;
    condition.fact = node.text("fact");
    const Fact* fact = factNamed(node, condition.fact, attributes);
    if (fact == nullptr)
        return condition;
    if (node.has("is")) {
        condition.kind = Condition::Kind::Is;
        condition.value = value(node.at("is"), *fact);
        return condition;
    }
    if (node.has("within_days"))
        return period(node, *fact, attributes);
    if (fact->type != FactType::Count)
        node.problem("'" + fact->id + "' is not a count", "compare it with 'is'");
    if (node.has("at_least")) {
        condition.kind = Condition::Kind::AtLeast;
        condition.value = value(node.at("at_least"), *fact);
        return condition;
    }
    const std::string_view key = node.has("above") ? "above" : "at_least_fact";
    condition.kind = node.has("above") ? Condition::Kind::Above : Condition::Kind::AtLeastFact;
    condition.other = node.text(key);
    if (const Fact* other = factNamed(node.at(key), condition.other, attributes);
        other != nullptr && other->type != FactType::Count)
        node.at(key).problem("'" + other->id + "' is not a count", "name a count");
    return condition;
}

/// {fact: DAY, within_days: NUMBER}, of today or of the day named by `until`.
Condition Loader::period(const Yaml& node, const Fact& from, const Attributes* attributes) const {
    Condition condition;
    condition.kind = Condition::Kind::Within;
    condition.fact = from.id;
    Fact days;
    days.id = "within_days";
    days.type = FactType::Count;
    condition.value = value(node.at("within_days"), days);
    condition.other = node.textOr("until");
    if (from.type != FactType::Day)
        node.problem("'" + from.id + "' is not a day", "name a day");
    if (const Fact* until = factNamed(node.at("until"), condition.other, attributes);
        until != nullptr && until->type != FactType::Day)
        node.at("until").problem("'" + until->id + "' is not a day", "name a day");
    return condition;
}

Condition Loader::combination(const Yaml& node, const Attributes* attributes) const {
    using Kind = Condition::Kind;
    static const std::map<std::string, Kind> kLeaves{
        {"done", Kind::Done},   {"begun", Kind::Begun}, {"not_past", Kind::NotPast},
        {"known", Kind::Known}, {"paper", Kind::Paper}, {"in_force", Kind::InForce}};
    if (!node.keys({"not", "all", "any", "done", "begun", "not_past", "known", "paper", "in_force"}))
        return {};
    const auto pairs = node.pairs();
    if (pairs.size() != 1) {
        node.problem("a condition has exactly one of not, all, any, done, begun, not_past, known, paper, on, "
                     "in_force, fact",
                     "split it");
        return {};
    }
    const auto& [key, inner] = pairs.front();
    if (const auto found = kLeaves.find(key); found != kLeaves.end())
        return leaf(found->second, inner, attributes);
    Condition condition;
    if (key == "not") {
        condition.kind = Condition::Kind::Not;
        condition.parts.push_back(this->condition(inner, attributes));
    } else {
        condition.kind = key == "all" ? Condition::Kind::All : Condition::Kind::Any;
        for (const Yaml& item : inner.items())
            condition.parts.push_back(this->condition(item, attributes));
        if (condition.parts.empty())
            inner.problem("'" + key + "' of nothing", "name at least one condition");
    }
    return condition;
}

/// A condition that names one thing.
Condition Loader::leaf(Condition::Kind kind, const Yaml& inner, const Attributes* attributes) const {
    using Kind = Condition::Kind;
    Condition condition{kind, inner.text(), {}, true, {}};
    const std::string& id = condition.fact;
    if (kind == Kind::Done || kind == Kind::Begun) {
        if (!book_.steps.contains(id) && !used_.contains(id))
            inner.problem("no step '" + id + "'", "add it to steps.yaml or correct its spelling");
    } else if (kind == Kind::Paper) {
        if (!book_.documents.contains(id))
            inner.problem("no document '" + id + "'", "add it to documents.yaml or correct its spelling");
    } else if (kind == Kind::InForce) {
        if (!book_.rules.contains(id))
            inner.problem("no rule '" + id + "'", "add it or correct its spelling");
    } else if (const Fact* fact = factNamed(inner, id, attributes);
               fact != nullptr && kind == Kind::NotPast && fact->type != FactType::Day) {
        inner.problem("'" + id + "' is not a day", "name a day");
    }
    return condition;
}

/// {on: DOCUMENT, that: CONDITION}: the condition may speak of the document's attributes.
Condition Loader::aboutPaper(const Yaml& node) const {
    if (!node.keys({"on", "that"}))
        return {};
    Condition condition{Condition::Kind::On, node.text("on"), {}, true, {}};
    const auto document = book_.documents.find(condition.fact);
    if (document == book_.documents.end())
        node.at("on").problem("no document '" + condition.fact + "'",
                              "add it to documents.yaml or correct its spelling");
    else
        condition.parts.push_back(this->condition(node.at("that"), &document->second.attributes));
    if (condition.parts.empty())
        condition.parts.emplace_back();
    return condition;
}

std::vector<Requirement> Loader::requirements(const Yaml& list, const Attributes* attributes) const {
    std::vector<Requirement> result;
    for (const Yaml& node : list.items())
        if (node.keys({"that", "rules", "why", "remedy"}))
            result.push_back({condition(node.at("that"), attributes), ruleIds(node), node.textOr("why"),
                              node.textOr("remedy")});
    return result;
}

Facts Loader::sets(const Yaml& map) const {
    Facts facts;
    if (map.exists() && !map.isMap())
        map.problem("a map is expected here", "write {fact: value}");
    for (const auto& [key, node] : map.pairs()) {
        const Fact* fact = factNamed(node, key, nullptr);
        if (fact == nullptr)
            continue;
        if (fact->source != FactSource::Stated)
            node.problem("'" + key + "' cannot be set", "only facts without a source can");
        if (!facts.emplace(key, value(node, *fact)).second)
            node.problem("'" + key + "' a second time", "keep one of them");
    }
    return facts;
}

std::vector<std::string> Loader::known(const Yaml& node, std::string_view key, std::string_view kind,
                                       const std::function<bool(const std::string&)>& isKnown) const {
    std::vector<std::string> list;
    for (const Yaml& item : node.at(key).items()) {
        list.push_back(item.text());
        if (!isKnown(list.back()))
            item.problem("no " + std::string(kind) + " '" + list.back() + "'",
                         "add it or correct its spelling");
    }
    return list;
}

std::vector<std::string> Loader::ruleIds(const Yaml& node, bool needed) const {
    auto list =
        known(node, "rules", "rule", [this](const std::string& id) { return book_.rules.contains(id); });
    if (needed && list.empty())
        node.at("rules").problem("no rule is named", "add rules: [R-…]");
    checkNotMixed(node, list);
    return list;
}

std::vector<std::string> Loader::asked(const Yaml& node, std::string_view key) const {
    return known(node, key, "stated fact", [this](const std::string& id) {
        const Fact* fact = book_.fact(id);
        return fact != nullptr && fact->source == FactSource::Stated;
    });
}

} // namespace kaomado::procedure
