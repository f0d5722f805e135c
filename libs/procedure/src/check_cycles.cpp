// SPDX-License-Identifier: Apache-2.0
#include "loader.hpp"

namespace kaomado::procedure {

namespace {
/// Papers are nodes too: whether one is in order rests on facts.
const std::string kPaper = "paper ";

void namesIn(const Condition& condition, std::set<std::string>& names) {
    using Kind = Condition::Kind;
    const bool step = condition.kind == Kind::Done || condition.kind == Kind::Begun;
    if (condition.kind == Kind::Paper)
        names.insert(kPaper + condition.fact);
    else if (!step && condition.kind != Kind::On && condition.kind != Kind::InForce &&
             !condition.fact.empty())
        names.insert(condition.fact);
    if (!condition.other.empty())
        names.insert(condition.other);
    for (const Condition& part : condition.parts)
        namesIn(part, names);
}

/// The derived facts and, for each, the derived facts that it rests on.
using Graph = std::map<std::string, std::set<std::string>>;

Graph graphOf(const Rulebook& book) {
    Graph graph;
    for (const auto& [id, fact] : book.facts)
        if (fact.source == FactSource::Derived)
            namesIn(fact.derived, graph[id]);
    for (const auto& [id, document] : book.documents) {
        for (const Requirement& one : document.requirements)
            namesIn(one.that, graph[kPaper + id]);
        for (const Document::SamePaper& same : document.samePaper)
            namesIn(same.when, graph[kPaper + id]);
    }
    return graph;
}

bool reaches(const Graph& graph, const std::string& from, const std::string& to,
             std::set<std::string>& seen) {
    const auto found = graph.find(from);
    if (found == graph.end())
        return false;
    for (const std::string& next : found->second)
        if (next == to || (seen.insert(next).second && reaches(graph, next, to, seen)))
            return true;
    return false;
}
} // namespace

void Loader::checkCycles() const {
    const Graph graph = graphOf(book_);
    for (const Yaml& node : file("facts.yaml").items()) {
        const std::string id = node.isMap() ? node.textOr("id") : std::string{};
        std::set<std::string> seen;
        if (node.isMap() && node.has("derived") && reaches(graph, id, id, seen))
            node.problem("the derived fact '" + id + "' rests on itself", "break the cycle");
    }
}

} // namespace kaomado::procedure
