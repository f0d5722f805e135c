// SPDX-License-Identifier: Apache-2.0
#include "flatten.hpp"
#include "kaomado/procedure/describe.hpp"

namespace kaomado::procedure {

namespace {
using Area = Change::Area;

Group pins(const Rulebook& book) {
    Group group{Area::Pin, {}, true, {}};
    for (const lock::SetPin& pin : book.pins.pins) {
        std::vector<std::string> targets;
        for (const lock::Target& target : pin.targets)
            targets.push_back(card::placeOf(target.where) + " (" + std::to_string(target.limit) + ")");
        group.objects.push_back(
            {pin.id, pin.japanese, {}, {text("label", pin.japanese), list("targets", targets)}});
    }
    return group;
}

Group order(const Rulebook& book) {
    Group group{Area::Order, {}, false, {}};
    for (const OrderPair& pair : book.order) {
        const std::string words =
            listed(pair.first) + " → " + (pair.thenChangesCard ? "changes_card" : listed(pair.then));
        group.objects.push_back(
            {words + " @ " + listed(pair.scope), words, pair.scope, {list("rules", pair.rules)}});
    }
    return group;
}

Group goals(const Words& words) {
    Group group{Area::Goal, {}, false, {}};
    for (const Goal& goal : words.book().goals) {
        std::vector<std::string> within;
        for (const Procedure& procedure : words.book().procedures)
            if (procedure.goal == goal.id)
                within.push_back(procedure.id);
        group.objects.push_back(
            {goal.id,
             goal.id,
             within,
             {list("at_end", words.say(goal.atEnd)), list("leave", words.say(goal.leave))}});
    }
    return group;
}

Group entries(const Rulebook& book) {
    Group group{Area::Entry, {}, false, {}};
    for (const EntryText& entry : book.entries)
        group.objects.push_back(
            {entry.id,
             entry.word.empty() ? entry.id : entry.word,
             {},
             {text("word", entry.word), text("layout", entry.layout), text("colour", entry.colour),
              flag("double_line", entry.doubleLine), list("rules", entry.rules)}});
    return group;
}

Group choices(const Rulebook& book) {
    Group group{Area::Word, {}, false, {}};
    const auto add = [&](const std::string& kind, const std::vector<Choice>& list) {
        for (const Choice& choice : list)
            group.objects.push_back(
                {kind + " " + choice.id, choice.label, {}, {text("label", choice.label)}});
    };
    add("role", book.roles);
    add("suspend_reason", book.suspendReasons);
    add("withdraw_reason", book.withdrawReasons);
    add("override_reason", book.overrideReasons);
    add("verification", book.services.verification);
    for (const IdentityLevel& level : book.identityLevels)
        group.objects.push_back({"identity_level " + level.id,
                                 level.label,
                                 {},
                                 {text("label", level.label), list("covers", level.covers)}});
    return group;
}

Group dated(const Rulebook& book) {
    Group group{Area::Date, {}, false, {}};
    for (const Dated& row : book.dated)
        group.objects.push_back({listed(row.rules),
                                 row.note,
                                 {},
                                 {dates(row.dates), text("effect", row.decides ? "decides" : "information"),
                                  text("source", row.source), text("note", row.note)}});
    return group;
}

Group bodies(const Rulebook& book) {
    Group group{Area::Body, {}, false, {}};
    for (const ApprovedBody& body : book.approvedBodies)
        group.objects.push_back(
            {body.id,
             body.name,
             {},
             {text("title", body.name), list("purposes", body.purposes), dates(body.dates),
              text("source", body.source), list("rules", body.rules)}});
    return group;
}

Group contacts(const Rulebook& book) {
    Group group{Area::Contact, {}, false, {}};
    for (const Contact& contact : book.contacts) {
        const bool staff = contact.audience == Contact::Audience::Staff;
        group.objects.push_back(
            {contact.id,
             contact.name,
             {},
             {text("audience", staff ? "staff" : "resident"), text("about", contact.about),
              text("via", contact.via), text("title", contact.name), text("mail", contact.mail),
              list("rules", contact.rules)}});
    }
    return group;
}

Object questionObject(const ChoiceQuestion& question) {
    std::vector<std::string> answers;
    for (const Saying& answer : question.answers)
        answers.push_back(answer.say + (answer.like.empty() ? "" : " [" + listed(answer.like) + "]") + " = " +
                          listed(assignments(answer.facts)));
    return {question.id,
            question.ask,
            {},
            {text("question", question.ask), list("answers", answers), text("find_out", question.findOut),
             flag("services", question.services), text("clue_of", question.clueOf),
             list("rules", question.rules)}};
}

Group choice(const Words& words) {
    Group group{Area::Choice, {}, false, {}};
    const ChoiceGuide& guide = words.book().choice;
    for (const ChoiceQuestion& question : guide.questions)
        group.objects.push_back(questionObject(question));
    for (const NoProcedure& none : guide.none)
        group.objects.push_back({"none " + none.id,
                                 none.text,
                                 {},
                                 {text("when", words.say(none.when)), text("text", none.text),
                                  text("remedy", none.remedy), list("rules", none.rules)}});
    for (const ChoiceNote& note : guide.notes)
        group.objects.push_back({"note " + note.text,
                                 note.text,
                                 {},
                                 {text("when", words.say(note.when)), list("rules", note.rules)}});
    return group;
}

Group scenarios(const Rulebook& book) {
    Group group{Area::Scenario, {}, false, {}};
    for (const Scenario& scenario : book.scenarios)
        group.objects.push_back({scenario.id,
                                 scenario.title,
                                 {},
                                 {text("title", scenario.title), list("rules", scenario.tests)}});
    return group;
}
} // namespace

void flattenLists(const Words& words, std::vector<Group>& groups) {
    const Rulebook& book = words.book();
    const Services& services = book.services;
    groups.push_back(pins(book));
    groups.push_back(order(book));
    groups.push_back(goals(words));
    groups.push_back(entries(book));
    groups.push_back(
        {Area::Service,
         {},
         false,
         {{"services",
           {},
           {},
           {list("available", services.available), list("not_available", services.notAvailable)}}}});
    groups.push_back(choices(book));
    groups.push_back(dated(book));
    groups.push_back(bodies(book));
    groups.push_back(contacts(book));
    groups.push_back(choice(words));
    groups.push_back(scenarios(book));
    groups.push_back(
        {Area::Edition,
         {},
         false,
         {{"edition", book.title, {}, {text("edition", book.edition), text("title", book.title)}}}});
}

} // namespace kaomado::procedure
