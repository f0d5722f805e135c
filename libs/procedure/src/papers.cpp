// SPDX-License-Identifier: Apache-2.0
#include "papers.hpp"

#include "kaomado/base/error.hpp"
#include "rule_names.hpp"

#include <algorithm>
#include <set>

namespace kaomado::procedure {

namespace {
std::string titled(const std::string& title) {
    return "「" + title + "」";
}

struct Found {
    bool handedIn = false;
    std::vector<Reason> wrong;
};

/// What is wrong with the document, and what else is `wanted` of it: what it does not meet, or, where nothing
/// of the kind is known, what nobody has looked at or answered yet.
std::vector<Reason> wrongWith(const View& view, const Document& document, const Paper& sheet,
                              const std::vector<Requirement>& wanted) {
    std::vector<Reason> unmet, open;
    for (const auto* list : {&document.requirements, &wanted})
        for (const Requirement& one : *list) {
            const Truth met = view.inForce(one.rules) ? view.truth(one.that, sheet) : Truth::Yes;
            if (met == Truth::Yes)
                continue;
            Reason reason = view.reason(one);
            reason.text = titled(document.title) + " " + reason.text;
            (met == Truth::No ? unmet : open).push_back(std::move(reason));
        }
    return unmet.empty() ? open : unmet;
}

const std::vector<Requirement>& wantedOf(const DocumentDemand& demand, const std::string& id) {
    static const std::vector<Requirement> kNothing;
    const auto found = demand.require.find(id);
    return found == demand.require.end() ? kNothing : found->second;
}

/// The paper itself, or the sheet that is this paper too.
Found find(const View& view, const std::string& id, const std::vector<Requirement>& wanted = {}) {
    const Document& document = view.book().documents.at(id);
    Found found;
    if (const DocumentState* own = view.handedIn(id))
        found = {true, wrongWith(view, document, {&document, &own->attributes}, wanted)};
    if (found.handedIn && found.wrong.empty())
        return found;
    for (const Document::SamePaper& same : document.samePaper) {
        const DocumentState* other = view.handedIn(same.document);
        const Document& sheet = view.book().documents.at(same.document);
        if (other == nullptr || view.truth(same.when, {&sheet, &other->attributes}) != Truth::Yes)
            continue;
        const auto wrong = wrongWith(view, document, {&sheet, &other->attributes}, wanted);
        if (!found.handedIn || wrong.empty())
            found = {true, wrong};
    }
    return found;
}

Reason absent(const View& view, const DocumentDemand& demand, const std::string& titles) {
    return view.reason(demand.rules, titles + "がありません。");
}

/// Why one of several papers does not do: missing altogether, or wrong.
std::vector<Reason> lackingOne(const View& view, const DocumentDemand& demand) {
    std::vector<Reason> wrong;
    std::string titles;
    for (const std::string& id : demand.documents) {
        const Found found = find(view, id, wantedOf(demand, id));
        if (found.handedIn && found.wrong.empty())
            return {};
        wrong.insert(wrong.end(), found.wrong.begin(), found.wrong.end());
        titles += (titles.empty() ? "" : "または") + titled(view.book().documents.at(id).title);
    }
    return wrong.empty() ? std::vector{absent(view, demand, titles)} : wrong;
}

Reason undecided(const View& view, const DocumentDemand& demand) {
    for (const Requirement& one : demand.when)
        if (view.truth(one.that) == Truth::Unknown) {
            Reason reason = view.reason(one);
            reason.rules = demand.rules;
            reason.text = titled(view.book().documents.at(demand.documents.front()).title) +
                          "が要るかどうかが、まだ決まっていません。";
            return reason;
        }
    return view.reason(demand.rules, {});
}

/// Of several papers the one that does already: the others are not asked for any more (R-FORM-04).
std::string chosenOf(const View& view, const DocumentDemand& demand) {
    for (const std::string& id : demand.documents) {
        const Found found = find(view, id, wantedOf(demand, id));
        if (demand.oneOf && found.handedIn && found.wrong.empty())
            return id;
    }
    return {};
}

bool earlier(const View& view, const DocumentDemand& demand) {
    return std::ranges::any_of(
        demand.before, [&](const std::string& step) { return view.at(step) != StepState::At::NotBegun; });
}

std::vector<std::string> notesOn(const View& view, const std::string& document) {
    std::vector<std::string> notes;
    for (const auto& [id, fact] : view.book().facts)
        if (fact.notesOn == document && view.fact(id) == FactValue(true))
            notes.push_back("記録: " + fact.question + " → はい");
    return notes;
}

PaperView paperView(const View& view, const std::string& id, const std::vector<Requirement>& wanted = {}) {
    const Found found = find(view, id, wanted);
    PaperView paper;
    paper.document = id;
    paper.title = view.book().documents.at(id).title;
    paper.handedIn = found.handedIn;
    paper.good = found.handedIn && found.wrong.empty();
    paper.missing = found.wrong;
    paper.notes = notesOn(view, id);
    const Document& document = view.book().documents.at(id);
    if (const DocumentState* sheet = view.handedIn(id))
        for (const Requirement& one : document.warns)
            if (view.inForce(one.rules) && view.truth(one.that, {&document, &sheet->attributes}) == Truth::No)
                paper.warnings.push_back(view.reason(one));
    return paper;
}

void explain(const View& view, PaperView& paper, const std::vector<std::string>& rules) {
    paper.whyRules = rules;
    paper.why = view.reason(rules, {}).text;
}

PaperView demanded(const View& view, const DocumentDemand& demand, const std::string& id, Truth needed) {
    PaperView paper = paperView(view, id, wantedOf(demand, id));
    paper.before = demand.before;
    explain(view, paper, demand.rules);
    if (needed == Truth::Unknown)
        paper.need = PaperView::Need::Undecided;
    else
        paper.need = demand.oneOf ? PaperView::Need::OneOf : PaperView::Need::Demanded;
    if (!paper.handedIn)
        paper.missing = {needed == Truth::Unknown ? undecided(view, demand)
                                                  : absent(view, demand, titled(paper.title))};
    return paper;
}
} // namespace

std::vector<Reason> lacking(const View& view, const DocumentDemand& demand) {
    if (!view.inForce(demand.rules))
        return {};
    switch (view.truth(demand.when)) {
    case Truth::No:
        return {};
    case Truth::Unknown:
        return {undecided(view, demand)};
    case Truth::Yes:
        break;
    }
    if (demand.oneOf)
        return lackingOne(view, demand);
    std::vector<Reason> reasons;
    for (const std::string& id : demand.documents) {
        const Found found = find(view, id, wantedOf(demand, id));
        if (!found.handedIn)
            reasons.push_back(absent(view, demand, titled(view.book().documents.at(id).title)));
        reasons.insert(reasons.end(), found.wrong.begin(), found.wrong.end());
    }
    return reasons;
}

std::vector<Reason> lackingAt(const View& view, const StepUse& use, const Step& step) {
    std::vector<Reason> reasons;
    for (const DocumentDemand& demand : view.procedure()->documents) {
        const bool here = std::ranges::find(demand.before, use.id) != demand.before.end();
        if (here || ((step.changesCard || step.ends) && earlier(view, demand))) {
            const auto more = lacking(view, demand);
            if (!more.empty())
                view.refuses();
            reasons.insert(reasons.end(), more.begin(), more.end());
        }
    }
    return reasons;
}

bool inOrder(const View& view, const std::string& document) {
    const Found found = find(view, document);
    return found.handedIn && found.wrong.empty();
}

PaperView checkPaper(const Rulebook& rulebook, const std::string& document, const Facts& attributes,
                     const Facts& facts, const Context& context) {
    if (!rulebook.documents.contains(document))
        throw Error(Fault::BadInput,
                    "no document is named '" + document + "'; see documents.yaml of the edition");
    CaseState state;
    state.facts = facts;
    state.documents[document] = {true, attributes};
    return paperView(View(rulebook, state, context), document);
}

std::vector<PaperView> papersOf(const View& view, const Procedure& procedure) {
    std::vector<PaperView> papers;
    std::set<std::string> listed;
    for (const DocumentDemand& demand : procedure.documents) {
        const Truth needed = view.inForce(demand.rules) ? view.truth(demand.when) : Truth::No;
        const std::string chosen = needed == Truth::Yes ? chosenOf(view, demand) : std::string{};
        for (const std::string& id : demand.documents)
            if (needed != Truth::No && (chosen.empty() || id == chosen) && listed.insert(id).second)
                papers.push_back(demanded(view, demand, id, needed));
    }
    for (const NotNeeded& none : procedure.notNeeded)
        if (view.truth(none.when) == Truth::Yes && listed.insert(none.document).second) {
            PaperView paper = paperView(view, none.document);
            paper.need = PaperView::Need::NotNeeded;
            paper.missing.clear();
            explain(view, paper, none.rules);
            papers.push_back(std::move(paper));
        }
    for (const auto& [id, document] : view.state().documents)
        if (document.handedIn && listed.insert(id).second) {
            PaperView paper = paperView(view, id);
            paper.need = PaperView::Need::Noted;
            paper.missing.clear();
            explain(view, paper, {rule::kClosedList});
            papers.push_back(std::move(paper));
        }
    return papers;
}

} // namespace kaomado::procedure
