// SPDX-License-Identifier: Apache-2.0
#include "walk.hpp"

#include "kaomado/procedure/describe.hpp"

namespace kaomado::procedure {

namespace {
using Where = Use::Where;

} // namespace

void Walk::requirements(const Use& use, const std::vector<Requirement>& list) const {
    for (const Requirement& one : list) {
        rules(use, one.rules);
        condition(use, one.that);
    }
}

void Walk::fact(const Fact& fact) const {
    if (fact.source == FactSource::Derived)
        condition({Where::Fact, {}, fact.id, "derived"}, fact.derived);
}

void Walk::document(const Document& document) const {
    requirements({Where::Paper, {}, document.id, "requirements"}, document.requirements);
    requirements({Where::Paper, {}, document.id, "warns"}, document.warns);
    for (const Document::SamePaper& same : document.samePaper)
        condition({Where::Paper, {}, document.id, "same_paper"}, same.when);
}

void Walk::step(const Step& step) const {
    const auto at = [&](const char* part) { return Use{Where::Step, {}, step.id, part}; };
    rules(at("rules"), step.rules);
    requirements(at("when"), step.when);
    requirements(at("before"), step.before);
    requirements(at("after"), step.after);
    requirements(at("warns"), step.warns);
    condition(at("holds"), step.holds);
}

void Walk::papersOf(const Procedure& procedure) const {
    for (const DocumentDemand& demand : procedure.documents) {
        const Use use{Where::Paper, procedure.id, listed(demand.documents), "demanded"};
        rules(use, demand.rules);
        requirements(use, demand.when);
        for (const auto& [document, wanted] : demand.require)
            requirements({Where::Paper, procedure.id, document, "require"}, wanted);
    }
    for (const NotNeeded& one : procedure.notNeeded) {
        const Use use{Where::Paper, procedure.id, one.document, "not_needed"};
        rules(use, one.rules);
        condition(use, one.when);
    }
}

void Walk::stepsOf(const Rulebook& book, const Procedure& procedure) const {
    for (const StepUse& use : procedure.steps) {
        const auto at = [&](const char* part) { return Use{Where::Step, procedure.id, use.id, part}; };
        requirements(at("when"), ownWhen(book, use));
        requirements(at("before"), use.before);
        requirements(at("after"), use.after);
        if (use.holds)
            condition(at("holds"), *use.holds);
    }
}

void Walk::turnsOf(const Procedure& procedure) const {
    for (const Divert& divert : procedure.diverts) {
        const Use use{Where::Procedure, procedure.id, divert.to, "divert"};
        rules(use, divert.rules);
        condition(use, divert.when);
    }
    for (const Stop& stop : procedure.stops) {
        const Use use{Where::Procedure, procedure.id, listed(stop.allow), "stop"};
        rules(use, stop.rules);
        condition(use, stop.when);
    }
    for (const Fixed& fixed : procedure.fixed)
        rules({Where::Procedure, procedure.id, listed(fixed.facts) + listed(fixed.documents), "fixed"},
              fixed.rules);
}

void Walk::procedure(const Rulebook& book, const Procedure& procedure) const {
    rules({Where::Procedure, procedure.id, {}, "rules"}, procedure.rules);
    rules({Where::Procedure, procedure.id, {}, "notes"}, procedure.notes);
    rules({Where::Procedure, procedure.id, {}, "visitor"}, procedure.visitorRules);
    condition({Where::Procedure, procedure.id, {}, "chosen_when"}, procedure.chosenWhen);
    papersOf(procedure);
    stepsOf(book, procedure);
    turnsOf(procedure);
}

void Walk::dates(const Rulebook& book) const {
    for (const Dated& row : book.dated)
        rules({Where::Date, {}, row.note, row.decides ? "decides" : "information"}, row.rules);
    for (const ApprovedBody& body : book.approvedBodies)
        rules({Where::Body, {}, body.name, "approved"}, body.rules);
    for (const Contact& contact : book.contacts)
        rules({Where::Contact, {}, contact.name, "contact"}, contact.rules);
}

void Walk::choice(const ChoiceGuide& guide) const {
    for (const ChoiceQuestion& question : guide.questions)
        rules({Where::Choice, {}, question.id, "question"}, question.rules);
    for (const NoProcedure& none : guide.none) {
        rules({Where::Choice, {}, none.id, "none"}, none.rules);
        condition({Where::Choice, {}, none.id, "none"}, none.when);
    }
    for (const ChoiceNote& note : guide.notes) {
        rules({Where::Choice, {}, note.text, "note"}, note.rules);
        condition({Where::Choice, {}, note.text, "note"}, note.when);
    }
}

void Walk::over(const Rulebook& book) const {
    for (const auto& [id, one] : book.facts)
        fact(one);
    for (const auto& [id, one] : book.documents)
        document(one);
    for (const auto& [id, one] : book.steps)
        step(one);
    for (const Procedure& one : book.procedures)
        procedure(book, one);
    for (const Goal& goal : book.goals) {
        requirements({Where::Goal, {}, goal.id, "at_end"}, goal.atEnd);
        requirements({Where::Goal, {}, goal.id, "leave"}, goal.leave);
    }
    for (const OrderPair& pair : book.order)
        rules({Where::Order, listed(pair.scope), listed(pair.first), listed(pair.then)}, pair.rules);
    for (const EntryText& entry : book.entries)
        rules({Where::Entry, {}, entry.id, "entry"}, entry.rules);
    dates(book);
    choice(book.choice);
}

} // namespace kaomado::procedure
