// SPDX-License-Identifier: Apache-2.0
#include "rulebook.hpp"

#include "commands.hpp"

namespace kaomado::app {

procedure::Rulebook editionFrom(const std::string& folder) {
    return folder.empty() ? procedure::Rulebook::builtIn() : procedure::Rulebook::load(folder);
}

std::string symbolOf(const procedure::Rulebook& book, const std::string& procedure) {
    const procedure::Procedure* found = book.procedure(procedure);
    return found == nullptr ? procedure : found->symbol;
}

std::string symbolsOf(const procedure::Rulebook& book, const std::vector<std::string>& procedures) {
    std::string text;
    for (const std::string& id : procedures)
        text += (text.empty() ? "" : " ") + symbolOf(book, id);
    return text;
}

std::string datesOf(const procedure::Dates& dates, const Frame& frame) {
    if (dates == procedure::Dates{})
        return {};
    const char* key = dates.from && dates.to ? "rulebook.dates.both"
                      : dates.from           ? "rulebook.dates.from"
                                             : "rulebook.dates.to";
    return fill(frame.text(key),
                {{"from", dates.from ? toIso(*dates.from) : ""}, {"to", dates.to ? toIso(*dates.to) : ""}});
}

void addRulebook(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "rulebook", "rulebook");
    command->require_subcommand(1);
    addRulebookList(*command, frame);
    addRulebookExplain(*command, frame);
    addRulebookCheck(*command, frame);
    addRulebookDiff(*command, frame);
}

} // namespace kaomado::app
