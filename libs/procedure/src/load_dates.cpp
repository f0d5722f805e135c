// SPDX-License-Identifier: Apache-2.0
// The one table of everything with a date of force (R-TIME-09).
#include "kaomado/base/error.hpp"
#include "loader.hpp"

namespace kaomado::procedure {

namespace {
std::optional<Date> day(const Yaml& node, std::string_view key) {
    if (!node.has(key))
        return std::nullopt;
    try {
        return dateFrom(node.text(key));
    } catch (const Error&) {
        node.at(key).problem("'" + std::string(key) + "' is not a day", "write \"YYYY-MM-DD\" in quotes");
        return std::nullopt;
    }
}

Dates dates(const Yaml& node) {
    const Dates read{day(node, "valid_from"), day(node, "valid_to")};
    if (read.from && read.to && *read.to < *read.from)
        node.problem("valid_to is before valid_from", "correct the days");
    return read;
}
} // namespace

std::string sourceOf(const Yaml& node) {
    std::string source = node.text("source");
    if (!source.empty() && !source.starts_with("SRC-"))
        node.at("source").problem("'" + source + "' is no source", "use an id of docs/sources.md");
    return source;
}

void Loader::dated() {
    const Yaml& root = file("dated.yaml");
    if (!root.keys({"rules", "approved_bodies"}))
        return;
    for (const Yaml& node : root.at("rules").items())
        if (node.keys({"rules", "valid_from", "valid_to", "effect", "source", "note"}))
            datedRow(node);
    for (const Yaml& node : root.at("approved_bodies").items()) {
        if (!node.keys({"id", "name", "purposes", "rules", "valid_from", "valid_to", "source"}))
            continue;
        book_.approvedBodies.push_back({identifier(node), node.text("name"), node.words("purposes"),
                                        ruleIds(node), dates(node), sourceOf(node)});
        if (book_.approvedBodies.back().purposes.empty())
            node.at("purposes").problem("approved for nothing", "name what for");
    }
}

void Loader::datedRow(const Yaml& node) {
    Dated row{ruleIds(node), dates(node), true, sourceOf(node), node.text("note")};
    const std::string effect = node.text("effect");
    if (effect != "decides" && effect != "information")
        node.at("effect").problem("the effect is neither decides nor information", "write one of them");
    row.decides = effect == "decides";
    for (const std::string& id : row.rules) {
        const auto rule = book_.rules.find(id);
        if (!row.decides || rule == book_.rules.end())
            continue;
        if (rule->second.dates != Dates{})
            node.problem("rule '" + id + "' has its dates already", "keep one row");
        rule->second.dates = row.dates;
    }
    book_.dated.push_back(std::move(row));
}

} // namespace kaomado::procedure
