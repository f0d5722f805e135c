// SPDX-License-Identifier: Apache-2.0
// Chapter 13, and what keeps it apart from the guideline's rules.
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
constexpr std::string_view kBeyond = "R-X-";

bool isBeyond(std::string_view id) {
    return id.starts_with(kBeyond);
}

/// Whether a condition written here speaks of a fact, by its name.
bool speaksOf(const Yaml& node, const std::string& fact) {
    if (node.isText())
        return node.text() == fact;
    const auto items = node.isList() ? node.items() : std::vector<Yaml>{};
    const auto pairs = node.pairs();
    return std::ranges::any_of(items, [&](const Yaml& item) { return speaksOf(item, fact); }) ||
           std::ranges::any_of(pairs, [&](const auto& pair) { return speaksOf(pair.second, fact); });
}
} // namespace

void Loader::checkSwitches() const {
    const auto asked = factsAsked(book_);
    for (const Yaml& part : file("beyond.yaml").items())
        for (const Yaml& node : part.at("rules").items()) {
            const std::string by = node.at("switch").textOr("id");
            if (!by.empty() && !asked.contains(by))
                node.at("switch").problem("nothing asks for the switch '" + by + "'",
                                          "name it in the conditions that it turns on, or remove it");
        }
}

void Loader::beyond() {
    for (const Yaml& part : file("beyond.yaml").items()) {
        if (!part.keys({"source", "section", "rules"}))
            continue;
        const std::string source = sourceOf(part), section = part.text("section");
        if (source == kGuideline)
            part.at("source").problem("a rule beyond the guideline with the guideline as its source",
                                      "name where it was read, or move it to rules/");
        for (const Yaml& node : part.at("rules").items())
            if (node.keys({"id", "confidence", "text", "remedy", "pages", "effect", "enforced", "switch"}))
                beyondRule(node, source, section);
    }
}

void Loader::beyondRule(const Yaml& node, const std::string& source, const std::string& section) {
    Beyond beyond{.pages = node.words("pages"), .effect = node.text("effect"), .switchedBy = {}};
    if (beyond.pages.empty())
        node.at("pages").problem("a rule beyond the guideline without a source",
                                 "name the pages it was read on");
    const std::string confidence = node.text("confidence");
    if (confidence != "H" && confidence != "M" && confidence != "L")
        node.at("confidence").problem("the confidence is none of H, M, L", "say how sure it is");
    else
        beyond.confidence = confidence.front();
    if (node.has("switch"))
        beyond.switchedBy = switchOf(node.at("switch"));
    Rule rule{.id = identifier(node),
              .mark = 'X',
              .text = node.text("text"),
              .remedy = node.textOr("remedy"),
              .source = source,
              .section = section,
              .enforced = node.has("enforced") ? homes(node) : std::vector<Home>{},
              .dates = {},
              .beyond = beyond};
    if (!isBeyond(rule.id))
        node.at("id").problem("'" + rule.id + "' is no rule beyond the guideline",
                              "give it an id R-X-…, or move it to rules/");
    const bool decides =
        std::ranges::any_of(rule.enforced, [](const Home& home) { return home.kind == Home::Kind::Data; });
    if (decides != !beyond.switchedBy.empty())
        node.at("enforced")
            .problem("what the data decide by this rule, and a switch, go together",
                     "add or remove one of them");
    if (!book_.rules.emplace(rule.id, rule).second)
        node.problem("rule '" + rule.id + "' a second time", "keep one of them");
}

std::string Loader::switchOf(const Yaml& node) {
    if (!node.keys({"id", "label"}))
        return {};
    Fact setting;
    setting.id = identifier(node);
    setting.question = node.text("label");
    setting.source = FactSource::Setting;
    setting.standard = false;
    if (!book_.facts.emplace(setting.id, setting).second)
        node.problem("'" + setting.id + "' a second time", "one switch for one rule");
    return setting.id;
}

void Loader::checkGuidelineAlone(const Yaml& node, const Rule& rule) const {
    if (isBeyond(rule.id))
        node.at("id").problem("'" + rule.id + "' among the rules of the guideline", "move it to beyond.yaml");
    for (const char* key : {"text", "remedy"})
        if (node.textOr(key).find(kBeyond) != std::string::npos)
            node.at(key).problem("a rule of the guideline that cites one from beyond it",
                                 "let it stand on its own");
}

void Loader::checkNotMixed(const Yaml& node, const std::vector<std::string>& rules) const {
    const auto beyond = std::ranges::count_if(rules, isBeyond);
    if (beyond == 0)
        return;
    if (beyond != std::ssize(rules))
        node.at("rules").problem("rules of the guideline and from beyond it in one place",
                                 "give each a place of its own");
    if (node.has("source")) // a date decides nothing by itself
        return;
    for (const std::string& id : rules) {
        const auto rule = book_.rules.find(id);
        if (rule == book_.rules.end() || !rule->second.beyond)
            continue;
        const std::string& by = rule->second.beyond->switchedBy;
        if (by.empty() || !(speaksOf(node.at("that"), by) || speaksOf(node.at("when"), by)))
            node.at("rules").problem("'" + id + "' decides here without its switch",
                                     by.empty() ? "give it a switch in beyond.yaml"
                                                : "name '" + by + "' in the condition");
    }
}

} // namespace kaomado::procedure
