// SPDX-License-Identifier: Apache-2.0
#include "flatten.hpp"
#include "kaomado/procedure/describe.hpp"
#include "kaomado/procedure/usage.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
using Area = Change::Area;

std::string nameOf(FactType type) {
    constexpr const char* kNames[] = {"yes_no", "count", "word", "day", "officer"};
    return kNames[static_cast<std::size_t>(type)];
}

std::string nameOf(ReadingNeed need) {
    constexpr const char* kNames[] = {"none", "start", "end", "both"};
    return kNames[static_cast<std::size_t>(need)];
}

std::vector<std::string> ids(const std::vector<const Procedure*>& procedures) {
    std::vector<std::string> list;
    for (const Procedure* procedure : procedures)
        list.push_back(procedure->id);
    return list;
}

Object objectOf(const Words& words, const Step& step) {
    std::vector<std::string> failures;
    for (const Failure& failure : step.failures)
        failures.push_back(failure.label + " " + listed(assignments(failure.sets)));
    const std::string outcome = step.outcome ? std::string(procedure::nameOf(*step.outcome)) : std::string{};
    return {step.id,
            step.label,
            ids(proceduresWith(words.book(), step.id)),
            {text("label", step.label),
             text("role", step.role),
             text("operation", step.operation),
             text("category", step.category),
             flag("intent", step.intent),
             flag("changes_card", step.changesCard),
             flag("irreversible", step.irreversible),
             flag("ends", step.ends),
             text("outcome", outcome),
             flag("per_procedure", step.perProcedure),
             text("reading", nameOf(step.reading)),
             text("reading_after", step.readingAfter),
             list("ask_start", words.asked(step.askStart)),
             list("ask_end", words.asked(step.askEnd)),
             list("sets_start", assignments(step.setsStart)),
             list("sets", assignments(step.sets)),
             list("when", words.say(step.when)),
             list("before", words.say(step.before)),
             list("after", words.say(step.after)),
             list("warns", words.say(step.warns)),
             text("holds", words.say(step.holds)),
             list("failures", failures),
             list("rules", step.rules)}};
}

Object objectOf(const Words& words, const Document& document) {
    std::vector<Item> same;
    for (const Document::SamePaper& one : document.samePaper) {
        const auto other = words.book().documents.find(one.document);
        const Item when =
            words.say(one.when, other == words.book().documents.end() ? nullptr : &other->second);
        same.push_back({one.document + ": " + when.key, words.title(one.document) + ": " + when.shown});
    }
    return {document.id,
            document.title,
            ids(proceduresAsking(words.book(), document.id)),
            {text("title", document.title), list("attributes", words.attributes(document)),
             list("requirements", words.say(document.requirements, &document)),
             list("warns", words.say(document.warns, &document)), list("same_paper", same)}};
}

Object objectOf(const Words& words, const Fact& fact) {
    std::vector<std::string> labels;
    for (const auto& [value, label] : fact.labels)
        labels.push_back(value + " = " + label);
    return {fact.id,
            fact.question.empty() ? fact.id : fact.question,
            {},
            {text("question", fact.question), text("name", fact.name), list("labels", labels),
             text("type", nameOf(fact.type)), list("values", fact.values),
             text("standard", fact.standard ? toText(*fact.standard) : std::string{}),
             text("derived", fact.source == FactSource::Derived ? words.say(fact.derived) : Item{}),
             text("notes_on", fact.notesOn)}};
}

Object objectOf(const Rule& rule) {
    std::vector<std::string> homes;
    for (const Home& home : rule.enforced)
        homes.push_back(home.kind == Home::Kind::Data   ? "data"
                        : home.kind == Home::Kind::Note ? "note"
                                                        : home.path);
    Object made{rule.id,
                rule.text,
                {},
                {text("text", rule.text), text("remedy", rule.remedy),
                 text("mark", std::string(1, rule.mark)), text("source", rule.source + " " + rule.section),
                 list("enforced", homes)}};
    if (rule.beyond) {
        made.fields.push_back(text("confidence", std::string(1, rule.beyond->confidence)));
        made.fields.push_back(list("pages", rule.beyond->pages));
        made.fields.push_back(text("effect", rule.beyond->effect));
        made.fields.push_back(text("switch", rule.beyond->switchedBy));
    }
    return made;
}
} // namespace

void flattenShared(const Words& words, std::vector<Group>& groups) {
    const Rulebook& book = words.book();
    Group steps{Area::Step, {}, false, {}}, documents{Area::Document, {}, false, {}},
        facts{Area::Fact, {}, false, {}}, settings{Area::Setting, {}, false, {}},
        rules{Area::Rule, {}, false, {}};
    for (const auto& [id, step] : book.steps)
        steps.objects.push_back(objectOf(words, step));
    for (const auto& [id, document] : book.documents)
        documents.objects.push_back(objectOf(words, document));
    for (const auto& [id, fact] : book.facts)
        (fact.source == FactSource::Setting ? settings : facts).objects.push_back(objectOf(words, fact));
    for (const auto& [id, rule] : book.rules)
        rules.objects.push_back(objectOf(rule));
    for (Group* group : {&steps, &documents, &facts, &settings, &rules})
        groups.push_back(std::move(*group));
}

} // namespace kaomado::procedure
