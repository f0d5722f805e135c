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

/// QUESTION=ANSWER of the rulebook's choice, or QUESTION=? from somebody who is not sure.
Talk heard(Talk talk, const Rulebook& book, const Chooser& chooser, const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string question = text.substr(0, equals);
    const ChoiceQuestion* known = book.choice.question(question);
    if (equals == std::string::npos || known == nullptr)
        throw Error(Fault::BadInput, text + ": write QUESTION=ANSWER, or QUESTION=? when nobody is sure; " +
                                         "the questions are" + idsOf(book.choice.questions));
    const std::string answer = text.substr(equals + 1);
    if (answer == "?" || answer == "？")
        return chooser.unsure(std::move(talk), question);
    const auto said = std::ranges::find(known->answers, answer, &Saying::id);
    if (said == known->answers.end())
        throw Error(Fault::BadInput,
                    text + ": the answers to " + question + " are" + idsOf(known->answers) + " ?");
    for (const auto& [fact, value] : said->facts)
        if (const auto before = talk.facts.find(fact); before != talk.facts.end() && before->second != value)
            throw Error(Fault::BadInput, text + ": " + fact + "=" + toText(before->second) +
                                             " was given before and does not agree with it");
    return chooser.answered(std::move(talk), question, answer);
}

Talk talkFrom(const ChooseOptions& options, const Rulebook& book, const Chooser& chooser) {
    Talk talk;
    for (const std::string& assignment : options.facts)
        state(talk.facts, book, assignment);
    for (const std::string& answer : options.answers)
        talk = heard(std::move(talk), book, chooser, answer);
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

/// What the options ask to open: another procedure by name, or with --data the proposed one.
std::optional<OpenCase> asked(const ChooseOptions& options, const ChooseResult& result,
                              const std::optional<OpenCase>& override) {
    const auto& chosen = result.advice.chosen;
    if (override || options.data.empty() || !chosen || chosen->procedure == nullptr)
        return override;
    return OpenCase{chosen->procedure->id, {}, {}};
}

bool isGood(const ChooseOptions& options, const ChooseResult& result) {
    if (result.opening)
        return result.opening->refusal.reasons.empty();
    return options.data.empty() && result.advice.chosen && result.advice.chosen->procedure != nullptr;
}

void byJson(const ChooseOptions& options, const std::optional<OpenCase>& override, ChooseResult& result) {
    if (auto opens = asked(options, result, override)) {
        opens->facts = result.talk.facts;
        result.opening = open(options, result.book, result.context, *opens);
    }
    printJson(result);
}

/// `talk`: what was said, to which is added what the opening needs besides.
void atTheKeys(const ChooseOptions& options, const std::optional<OpenCase>& override,
               const ChooseTalk& talker, Talk& talk, ChooseResult& result, const Frame& frame) {
    printText(result, frame);
    auto opens = override || options.data.empty() ? override : talker.decide(result);
    if (!opens)
        return;
    for (const Question& open :
         openingAsks(result.book, *result.book.procedure(opens->procedure), talk.facts))
        static_cast<void>(talker.ask(*result.book.fact(open.fact), talk)); // given up, the refusal says so
    opens->facts = talk.facts;
    result.opening = open(options, result.book, result.context, *opens);
    printText(*result.opening, result.book, frame);
}

int choose(const ChooseOptions& options, const Frame& frame) {
    if (!options.data.empty() && !options.edition.empty())
        throw Error(Fault::BadInput, "--data goes with the edition of the program, not with --edition");
    const Rulebook book = editionFrom(options.edition);
    const Chooser chooser(book);
    const Context context{SystemClock().now(), settingsFrom(book, {})};
    const auto override = overrideFrom(options, book);
    Talk talk = talkFrom(options, book, chooser);
    const ChooseTalk talker(chooser, context, frame);
    const bool goesOn = options.json || talker.hold(talk);
    const ChoiceAdvice advice = chooser.advise(talk, context);
    ChooseResult result{book, context, talk, advice};
    if (options.json)
        byJson(options, override, result);
    else if (goesOn)
        atTheKeys(options, override, talker, talk, result, frame);
    else
        printText(result, frame);
    return isGood(options, result) ? kOk : kNotOpened;
}
} // namespace

void addChoose(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "choose", "choose");
    const auto o = std::make_shared<ChooseOptions>();
    o->officer = "reception";
    command->add_option("--fact", o->facts, frame.text("choose.fact"))->type_name("FACT=VALUE");
    command->add_option("--answers", o->answers, frame.text("choose.answers"))
        ->type_name("QUESTION=ANSWER")
        ->delimiter(',');
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
