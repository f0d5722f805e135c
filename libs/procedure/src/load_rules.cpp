// SPDX-License-Identifier: Apache-2.0
#include "edition_files.hpp"
#include "kaomado/base/error.hpp"
#include "loader.hpp"
#include "rule_names.hpp"

#include <algorithm>

namespace kaomado::procedure {

std::vector<Home> homes(const Yaml& node) {
    std::vector<Home> list;
    for (const Yaml& item : node.at("enforced").items()) {
        const std::string text = item.text();
        const bool path = text.find('/') != std::string::npos;
        if (text == "data" || text == "note")
            list.push_back({text == "data" ? Home::Kind::Data : Home::Kind::Note, {}});
        else if (path && text.front() != '/' && text.find("..") == std::string::npos)
            list.push_back({Home::Kind::Code, text});
        else
            item.problem("'" + text + "' says not where the rule lives",
                         "data, note, or a file or room from the root of the project");
    }
    if (list.empty())
        node.at("enforced").problem("nothing says where the rule lives", "add enforced: [data]");
    return list;
}

void Loader::rules() {
    for (const std::string& name : names_)
        if (name.starts_with(kRuleFolder))
            for (const Yaml& part : file(name).items())
                if (part.keys({"source", "section", "rules"}))
                    rulesOf(part);
}

void Loader::rulesOf(const Yaml& part) {
    const std::string source = sourceOf(part), section = part.text("section");
    for (const Yaml& node : part.at("rules").items()) {
        if (!node.keys({"id", "mark", "text", "remedy", "enforced"}))
            continue;
        Rule rule{.id = identifier(node),
                  .text = node.text("text"),
                  .remedy = node.textOr("remedy"),
                  .source = source,
                  .section = section,
                  .enforced = homes(node),
                  .dates = {},
                  .beyond = {}};
        const std::string mark = node.text("mark");
        if (mark != "S" && mark != "D")
            node.at("mark").problem("the mark is neither S nor D", "S: stated by the guideline, D: derived");
        else
            rule.mark = mark.front();
        checkGuidelineAlone(node, rule);
        if (!book_.rules.emplace(rule.id, rule).second)
            node.problem("rule '" + rule.id + "' a second time", "keep one of them");
    }
}

void Loader::engineRules() const {
    for (const char* id : rule::kAll)
        if (!book_.rules.contains(id))
            problems_.add(std::string(kRuleFolder) + "*.yaml", 1,
                          "rule '" + std::string(id) + "', which the program names, is missing", "add it");
}

} // namespace kaomado::procedure
