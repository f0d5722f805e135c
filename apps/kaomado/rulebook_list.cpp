// SPDX-License-Identifier: Apache-2.0
#include "rulebook.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
using namespace procedure;

struct Options {
    std::string what = "procedures", edition;
    bool json = false;
};

struct Row {
    std::string id, mark, label;
};

constexpr const char* kKinds[] = {"procedures", "rules",    "beyond", "papers",
                                  "steps",      "settings", "dates",  "scenarios"};

std::vector<Row> rulesOf(const Rulebook& book, bool beyond) {
    std::vector<Row> rows;
    for (const auto& [id, rule] : book.rules)
        if (rule.beyond.has_value() == beyond)
            rows.push_back({id, std::string(1, beyond ? rule.beyond->confidence : rule.mark), rule.text});
    return rows;
}

std::vector<Row> settingsOf(const Rulebook& book) {
    std::vector<Row> rows;
    for (const auto& [id, fact] : book.facts)
        if (fact.source == FactSource::Setting)
            rows.push_back({id, toText(*fact.standard), fact.question});
    return rows;
}

std::vector<Row> datesOf(const Rulebook& book, const Frame& frame) {
    std::vector<Row> rows;
    for (const Dated& row : book.dated)
        for (const std::string& rule : row.rules)
            rows.push_back({rule, app::datesOf(row.dates, frame), row.note});
    for (const ApprovedBody& body : book.approvedBodies)
        rows.push_back({body.id, app::datesOf(body.dates, frame), body.name});
    return rows;
}

std::vector<Row> rowsOf(const Rulebook& book, const std::string& what, const Frame& frame) {
    std::vector<Row> rows;
    if (what == "rules" || what == "beyond")
        return rulesOf(book, what == "beyond");
    if (what == "settings")
        return settingsOf(book);
    if (what == "dates")
        return datesOf(book, frame);
    if (what == "papers")
        for (const auto& [id, document] : book.documents)
            rows.push_back({id, {}, document.title});
    else if (what == "steps")
        for (const auto& [id, step] : book.steps)
            rows.push_back({id, {}, step.label});
    else if (what == "scenarios")
        for (const Scenario& scenario : book.scenarios)
            rows.push_back({scenario.id, {}, scenario.title});
    else
        for (const Procedure& procedure : book.procedures)
            rows.push_back({procedure.id, procedure.symbol, procedure.title});
    return rows;
}

int run(const Options& o, const Frame& frame) {
    const Rulebook book = editionFrom(o.edition);
    const auto rows = rowsOf(book, o.what, frame);
    if (o.json) {
        auto list = nlohmann::ordered_json::array();
        for (const Row& row : rows)
            list.push_back({{"id", row.id}, {"mark", row.mark}, {"label", row.label}});
        std::cout << nlohmann::ordered_json{{"edition", book.edition}, {o.what, list}}.dump(2) << '\n';
        return kOk;
    }
    std::size_t width = 0;
    for (const Row& row : rows)
        width = std::max(width, row.id.size());
    for (const Row& row : rows)
        std::cout << row.id << std::string(width - row.id.size() + 2, ' ') << row.mark
                  << (row.mark.empty() ? "" : "  ") << row.label << '\n';
    return kOk;
}
} // namespace

void addRulebookList(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "list", "rulebook.list");
    const auto o = std::make_shared<Options>();
    command->add_option("what", o->what, frame.text("rulebook.list.what"))
        ->type_name("WHAT")
        ->check(CLI::IsMember(std::vector<std::string>(std::begin(kKinds), std::end(kKinds))));
    command->add_option("--edition", o->edition, frame.text("rulebook.edition"))->type_name("DIR");
    command->add_flag("--json", o->json, frame.text("rulebook.json"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
