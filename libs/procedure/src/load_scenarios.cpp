// SPDX-License-Identifier: Apache-2.0
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

void Loader::scenarios() {
    std::set<std::string> seen;
    for (const Yaml& node : file("scenarios.yaml").items()) {
        if (!node.keys({"id", "tests", "title"}))
            continue;
        Scenario scenario{
            identifier(node), node.text("title"), known(node, "tests", "rule", [this](const std::string& id) {
                return book_.rules.contains(id) || id.starts_with("A-"); // an ambiguity that is settled
            })};
        if (scenario.tests.empty())
            node.problem("a scenario that tests nothing", "name the rules that it tests");
        if (!seen.insert(scenario.id).second)
            node.problem("scenario '" + scenario.id + "' a second time", "keep one of them");
        book_.scenarios.push_back(std::move(scenario));
    }
}

} // namespace kaomado::procedure
