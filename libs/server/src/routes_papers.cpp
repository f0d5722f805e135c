// SPDX-License-Identifier: Apache-2.0
// Forms, blank or filled from a case.
#include "kaomado/counter/case_papers.hpp"
#include "kaomado/counter/entry_plan.hpp"
#include "printout.hpp"
#include "routes.hpp"
#include "rule_view.hpp"

namespace kaomado::server::route {

using counter::CasePaper;
using counter::CaseRecord;
using counter::EntryPlan;
using forms::Form;
using nlohmann::ordered_json;
using Work = GivenAnswers::Work;

namespace {

ordered_json formJson(const Form& form, const std::vector<std::string>& rules,
                      const procedure::Rulebook& rulebook) {
    return {{"form", form.id},
            {"title", form.title},
            {"edition", form.edition},
            {"own_design", form.design == Form::Design::Own},
            {"document", form.document.empty() ? ordered_json(nullptr) : ordered_json(form.document)},
            {"rules", rulesJson(rules, rulebook)}};
}

ordered_json filledJson(const Form& form, const forms::Order& order, const forms::Library& library) {
    auto labels = ordered_json::array();
    for (const forms::Field* field : filledBy(library, form, order.values))
        labels.push_back(field->label);
    return labels;
}

std::string_view nameOf(paper::Unprintable::Why why) {
    using Why = paper::Unprintable::Why;
    switch (why) {
    case Why::NoGlyph:
        return "no_glyph";
    case Why::Control:
        return "control";
    case Why::PrivateUse:
        return "private_use";
    case Why::TooMany:
        return "too_many";
    case Why::NotUnicode:
        return "not_unicode";
    }
    throw Error(Fault::Internal, "a reason without a name");
}

ordered_json sheetJson(const Form& form, const forms::Order& order, const forms::Sheet& sheet,
                       const forms::Library& library) {
    auto unprintable = ordered_json::array();
    for (const forms::Problem& problem : sheet.problems)
        unprintable.push_back({{"label", problem.label},
                               {"code_points", problem.what.codePoints},
                               {"why", nameOf(problem.what.why)}});
    return {{"form", form.id},
            {"title", form.title},
            {"edition", form.edition},
            {"pages", sheet.document.pages()},
            {"continued", sheet.continued},
            {"filled", filledJson(form, order, library)},
            {"unprintable", unprintable},
            {"enclose", form.enclose}};
}

const Form& formOf(const Office& office, const Call& call) {
    const Form* form = office.stationery.forms.find(call.path("form"), dayInJapan(office.clock.now()));
    if (form == nullptr)
        throw Denied(Denial::NotFound, "no form in force has this id");
    return *form;
}

/// @throws Denied Denial::NotFound
CaseRecord recordOf(Office& office, const Call& call) {
    const auto db = office.storage.lend();
    const counter::CaseKey key = call.caseKey();
    CaseRecord record{key, counter::CaseStore(*db).read(key), {}};
    if (record.events.empty())
        throw Denied(Denial::NotFound, "no case has this number");
    record.person = counter::PersonStore(*db, office.settings.data / "keys").get(key);
    return record;
}

Work print(const Office& office, const Call& call, const Form& form, const forms::Order& order) {
    const forms::Library& library = office.stationery.forms;
    const forms::Sheet sheet = layOut(library, form, order);
    const Shape shape = shapeWanted(call.request, call.input);
    if (shape == Shape::Json)
        return {jsonAnswer(sheetJson(form, order, sheet, library))};
    const bool blank = order.caseNumber.empty();
    return {printout(sheet.document, shape, call.input,
                     {"kaomado-" + form.id + (blank ? "" : "-" + order.caseNumber),
                      form.title + (blank ? "" : "_" + order.caseNumber)})};
}

ordered_json entryJson(const EntryPlan& plan, const procedure::Rulebook& rulebook) {
    ordered_json out{
        {"state", nameOf(plan.state)},
        {"line", plan.line == 0 ? ordered_json(nullptr) : ordered_json(plan.line)},
        {"text", plan.entry.head.empty() ? ordered_json(nullptr) : ordered_json(plan.entry.text())},
        {"points", nullptr},
        {"smallest_points", nullptr},
        {"lines_taken", nullptr},
        {"rules", rulesJson(plan.rules, rulebook)},
        {"not_yet", reasonsJson(plan.notYet, rulebook)}};
    if (plan.fit) {
        out["points"] = plan.fit->points;
        out["smallest_points"] = plan.fit->smallest;
        out["lines_taken"] = plan.fit->linesTaken;
    }
    return out;
}

/// Why nothing can be drawn; none when it can be.
std::optional<procedure::Refusal> undrawable(const EntryPlan& plan, const procedure::Rulebook& rulebook) {
    if (plan.state == EntryPlan::State::Ready)
        return std::nullopt;
    if (plan.state == EntryPlan::State::HeadUnknown)
        throw Error(Fault::Configuration, "papers/office.yaml does not say whose seal it is (head)");
    procedure::Refusal refusal;
    for (const std::string& id : plan.rules)
        refusal.reasons.push_back({{id}, rulebook.rules.at(id).text, rulebook.rules.at(id).remedy});
    return refusal;
}

} // namespace

Work listForms(Office& office, const Call&) {
    auto items = ordered_json::array();
    for (const Form* form : office.stationery.forms.inForce(dayInJapan(office.clock.now())))
        items.push_back(formJson(*form, form->rules, office.rulebook));
    return {jsonAnswer({{"items", items}})};
}

Work blankForm(Office& office, const Call& call) {
    return print(office, call, formOf(office, call), blankOrder(office.stationery, office.clock.now()));
}

Work casePapers(Office& office, const Call& call) {
    const CaseRecord record = recordOf(office, call);
    const Instant now = office.clock.now();
    auto items = ordered_json::array();
    for (const CasePaper& paper : papersOf(office.stationery, office.rulebook, procedure::fold(record.events),
                                           office.view.context())) {
        items.push_back(formJson(*paper.form, paper.rules, office.rulebook));
        items.back()["need"] = nameOf(paper.need);
        items.back()["why"] = paper.why;
        items.back()["steps"] = paper.steps;
        items.back()["handed_in"] = paper.handedIn;
        items.back()["filled"] = filledJson(*paper.form, orderOf(office.stationery, *paper.form, record, now),
                                            office.stationery.forms);
    }
    return {jsonAnswer({{"items", items}})};
}

Work casePaper(Office& office, const Call& call) {
    const Form& form = formOf(office, call);
    const CaseRecord record = recordOf(office, call);
    return print(office, call, form, orderOf(office.stationery, form, record, office.clock.now()));
}

Work endorsement(Office& office, const Call& call) {
    const CaseRecord record = recordOf(office, call);
    const auto plan =
        planEntry(office.stationery, office.rulebook, procedure::fold(record.events), office.view.context());
    if (!plan)
        throw Denied(Denial::NotFound, "nothing is written into the field in this case");
    const Shape shape = shapeWanted(call.request, call.input);
    if (shape == Shape::Json)
        return {jsonAnswer(entryJson(*plan, office.rulebook))};
    if (const auto refused = undrawable(*plan, office.rulebook))
        return {refusal(*refused, office.rulebook)};
    if (shape == Shape::Pdf && !plan->notYet.empty())
        return {refusal({plan->notYet}, office.rulebook)};
    const Instant now = office.clock.now();
    return {printout(shape == Shape::Pdf ? printOf(office.stationery, *plan, now)
                                         : previewOf(office.stationery, *plan, now),
                     shape, call.input,
                     {"kaomado-entry-" + record.key.id, plan->entry.word + "_" + record.key.id}, kCardDots)};
}

} // namespace kaomado::server::route
