// SPDX-License-Identifier: Apache-2.0
// What is allowed in an edition and looks as if it were not meant.
#include "edition_files.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/check.hpp"
#include "kaomado/procedure/usage.hpp"
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

void Loader::doubtRules(const std::map<std::string, std::vector<Use>>& uses) {
    for (const Yaml* file : filesIn(kRuleFolder))
        for (const Yaml& part : file->items())
            for (const Yaml& node : part.at("rules").items()) {
                const Rule& rule = book_.rules.at(node.textOr("id"));
                const bool data = std::ranges::find(rule.enforced, Home{}) != rule.enforced.end();
                if (data && !uses.contains(rule.id))
                    node.at("enforced")
                        .doubt("no data name '" + rule.id + "'",
                               "name it where it decides, or say where it lives");
                if (scenariosOf(book_, rule.id).empty())
                    node.doubt("no scenario tests '" + rule.id + "'", "add one to scenarios.yaml");
            }
}

void Loader::doubtPapers() {
    std::set<std::string> named;
    for (const Procedure& procedure : book_.procedures) {
        for (const DocumentDemand& demand : procedure.documents)
            named.insert(demand.documents.begin(), demand.documents.end());
        for (const NotNeeded& one : procedure.notNeeded)
            named.insert(one.document);
    }
    for (const Yaml& node : file("documents.yaml").items())
        if (!named.contains(node.textOr("id")))
            node.doubt("no procedure speaks of '" + node.textOr("id") + "'", "demand it, or remove it");
}

void Loader::doubtSettings(const std::set<std::string>& asked) {
    for (const Yaml& node : file("settings.yaml").items()) {
        const std::string id = node.textOr("id");
        const bool program =
            std::ranges::find(providedFacts(), id, &ProvidedFact::id) != providedFacts().end();
        if (!program && !asked.contains(id))
            node.doubt("nothing asks for the setting '" + id + "'", "use it in a condition, or remove it");
    }
}

std::vector<Problem> Loader::check() {
    try {
        (void)load();
        doubtRules(usage(book_));
        doubtPapers();
        doubtWords();
        doubtSettings(factsAsked(book_));
    } catch (const Error& error) {
        if (error.fault() != Fault::RulebookInvalid)
            throw;
    }
    return problems_.sorted();
}

std::vector<Problem> check(const std::map<std::string, std::string>& files) {
    return Loader(files).check();
}

std::vector<Problem> checkBuiltIn() {
    return Loader(builtInFiles(), &lock::PinSet::builtIn()).check();
}

} // namespace kaomado::procedure
