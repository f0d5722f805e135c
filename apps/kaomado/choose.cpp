// SPDX-License-Identifier: Apache-2.0
#include "choose.hpp"

#include "commands.hpp"
#include "rehearse_bench.hpp"
#include "rulebook.hpp"

#include <kaomado/counter/open_case.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
using namespace procedure;

constexpr int kNotOpened = 2;

template <class List>
std::string idsOf(const List& list) {
    std::string all;
    for (const auto& one : list)
        all += " " + one.id;
    return all;
}

/// NAME=VALUE of the rulebook's facts.
void state(Facts& facts, const Rulebook& book, const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    const Fact* fact = equals == std::string::npos ? nullptr : book.fact(assignment.substr(0, equals));
    if (fact == nullptr || fact->source != FactSource::Stated)
        throw Error(Fault::BadInput,
                    assignment + ": write FACT=VALUE with a fact that staff state; see facts.yaml");
    const auto value = valueFrom(*fact, assignment.substr(equals + 1));
    if (!value) {
        std::string values;
        for (const std::string& one : fact->values)
            values += " " + one;
        throw Error(Fault::BadInput, assignment + ": the values of " + fact->id + " are" +
                                         (values.empty() ? " yes no, a count or a day" : values));
    }
    if (!facts.emplace(fact->id, *value).second)
        throw Error(Fault::BadInput, assignment + ": " + fact->id + " was given before");
}

Talk talkFrom(const ChooseOptions& options, const Rulebook& book, const Chooser& chooser) {
    Talk talk;
    for (const std::string& assignment : options.facts)
        state(talk.facts, book, assignment);
    for (const std::string& question : options.unsure)
        talk = chooser.unsure(std::move(talk), question);
    return talk;
}

/// The procedure and the reason to open it with against the proposal, when one is named.
std::optional<OpenCase> overrideFrom(const ChooseOptions& options, const Rulebook& book) {
    if (options.override.empty() != options.reason.empty())
        throw Error(Fault::BadInput, "--override PROCEDURE and --reason REASON go together; the reasons are" +
                                         idsOf(book.overrideReasons));
    if (options.override.empty())
        return std::nullopt;
    if (book.procedure(options.override) == nullptr)
        throw Error(Fault::BadInput, options.override + ": the procedures are" + idsOf(book.procedures));
    if (std::ranges::find(book.overrideReasons, options.reason, &Choice::id) == book.overrideReasons.end())
        throw Error(Fault::BadInput, options.reason + ": the reasons are" + idsOf(book.overrideReasons));
    return OpenCase{options.override, {}, Word(options.reason)};
}

/// Opens the case in the log of a folder; without one it is only seen whether it could be opened.
ChooseOpening open(const ChooseOptions& options, const Rulebook& book, const Context& context,
                   const OpenCase& what) {
    ChooseOpening opening{book.procedure(what.procedure), what.overrideReason, {}, {}};
    const Officer officer(options.officer);
    const auto keep = [&](const std::vector<Event>& events) {
        opening.reason = std::get<CaseOpened>(events.front().what).overrideReason;
    };
    if (options.data.empty()) {
        const Decision decision = decide(book, {}, {officer, what}, context);
        if (const auto* refusal = std::get_if<Refusal>(&decision))
            opening.refusal = *refusal;
        else
            keep(std::get<std::vector<Event>>(decision));
        return opening;
    }
    std::filesystem::create_directories(options.data);
    const auto db = store::openDatabase((std::filesystem::path(options.data) / "kaomado.db").string());
    counter::migrateTables(*db, SystemClock());
    counter::CaseStore cases(*db);
    const auto opened = counter::openCase(cases, book, kTrainingMunicipality, officer, what, context);
    if (const auto* refusal = std::get_if<Refusal>(&opened)) {
        opening.refusal = *refusal;
        return opening;
    }
    const auto& stored = std::get<counter::OpenedCase>(opened);
    keep(stored.events);
    opening.caseId = stored.key.id;
    return opening;
}

bool needsRelation(const Talk& talk) {
    const auto visitor = talk.facts.find("visitor");
    return visitor != talk.facts.end() && visitor->second == FactValue(Word("representative")) &&
           !talk.facts.contains("rep_kind");
}

int choose(const ChooseOptions& options, const Frame& frame) {
    if (!options.data.empty() && !options.edition.empty())
        throw Error(Fault::BadInput, "--data goes with the edition of the program, not with --edition");
    const Rulebook book = editionFrom(options.edition);
    const Chooser chooser(book);
    const Context context{SystemClock().now(), settingsFrom(book, {})};
    Talk talk = talkFrom(options, book, chooser);
    auto opens = overrideFrom(options, book);
    const ChooseTalk talker(chooser, context, frame);
    const bool finished = options.json || talker.hold(talk);
    const ChoiceAdvice advice = chooser.advise(talk, context);
    ChooseResult result{book, context, talk, advice};
    const Procedure* proposed = advice.chosen ? advice.chosen->procedure : nullptr;
    if (!opens && proposed != nullptr && !options.data.empty())
        opens = OpenCase{proposed->id, {}, {}};
    if (finished && opens) {
        if (!options.json && needsRelation(talk))
            static_cast<void>(
                talker.ask(*book.fact("rep_kind"), talk)); // the opening says that it is missing
        opens->facts = talk.facts;
        result.opening = open(options, book, context, *opens);
    }
    if (options.json)
        printJson(result);
    else
        printText(result, frame);
    const bool good = result.opening ? result.opening->refusal.reasons.empty() : proposed != nullptr;
    return good ? kOk : kNotOpened;
}
} // namespace

void addChoose(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "choose", "choose");
    const auto o = std::make_shared<ChooseOptions>();
    o->officer = "reception";
    command->add_option("--fact", o->facts, frame.text("choose.fact"))->type_name("FACT=VALUE");
    command->add_option("--unsure", o->unsure, frame.text("choose.unsure_option"))->type_name("QUESTION");
    command->add_option("--override", o->override, frame.text("choose.override_option"))
        ->type_name("PROCEDURE");
    command->add_option("--reason", o->reason, frame.text("choose.reason_option"))->type_name("REASON");
    command->add_option("--data", o->data, frame.text("choose.data"))->type_name("DIR");
    command->add_option("--officer", o->officer, frame.text("choose.officer"))->type_name("LOGIN");
    command->add_option("--edition", o->edition, frame.text("rulebook.edition"))->type_name("DIR");
    command->add_flag("--json", o->json, frame.text("choose.json"));
    frame.run(command, [o, &frame] { return choose(*o, frame); });
}

} // namespace kaomado::app
