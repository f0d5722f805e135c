// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/case_papers.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {
using forms::Form;
using procedure::Action;
using procedure::PaperView;
using Need = CasePaper::Need;

/// Of a document that this case does not need: none.
std::optional<Need> needOf(const PaperView& paper) {
    switch (paper.need) {
    case PaperView::Need::Demanded:
        return Need::Demanded;
    case PaperView::Need::OneOf:
        return Need::OneOf;
    case PaperView::Need::Undecided:
        return Need::Undecided;
    case PaperView::Need::Noted:
        return Need::Noted;
    case PaperView::Need::NotNeeded:
        return std::nullopt;
    }
    return std::nullopt;
}

/// Forms that are not in the list yet go into it, whoever wants them first.
class Collected {
public:
    explicit Collected(std::vector<const Form*> inForce) : left_(std::move(inForce)) {}

    void documents(const std::vector<PaperView>& papers) {
        for (const PaperView& paper : papers)
            if (const auto need = needOf(paper))
                take([&](const Form& form) { return form.document == paper.document; },
                     {nullptr, *need, paper.why, paper.whyRules, paper.before, paper.handedIn});
    }
    void steps(const std::vector<Action>& actions) {
        for (const Action& action : actions)
            if (action.state != Action::State::NotApplicable)
                take([&](const Form& form) { return std::ranges::count(form.steps, action.step) > 0; },
                     {nullptr, Need::Advised, {}, {}, {action.step}, false});
    }
    std::vector<CasePaper> withTheRest() {
        for (const Form* form : left_)
            made_.push_back({form, Need::Other, {}, form->rules, {}, false});
        return std::move(made_);
    }

private:
    template <class Wanted>
    void take(Wanted wanted, const CasePaper& as) {
        for (const Form* form : left_)
            if (wanted(*form)) {
                made_.push_back(as);
                made_.back().form = form;
                if (as.rules.empty())
                    made_.back().rules = form->rules;
            }
        std::erase_if(left_, [&](const Form* form) { return wanted(*form); });
    }

    std::vector<const Form*> left_;
    std::vector<CasePaper> made_;
};

/// "applicant", "representative"
std::string visitorOf(const procedure::CaseState& state) {
    const auto found = state.facts.find("visitor");
    return found == state.facts.end() ? std::string{} : toText(found->second);
}

} // namespace

std::string_view nameOf(Need need) {
    switch (need) {
    case Need::Demanded:
        return "demanded";
    case Need::OneOf:
        return "one_of";
    case Need::Undecided:
        return "undecided";
    case Need::Noted:
        return "noted";
    case Need::Advised:
        return "advised";
    case Need::Other:
        return "other";
    }
    throw Error(Fault::Internal, "a need without a name");
}

std::vector<CasePaper> papersOf(const Stationery& stationery, const procedure::Rulebook& rulebook,
                                const procedure::CaseState& state, const procedure::Context& context) {
    Collected all(stationery.forms.inForce(dayInJapan(context.now)));
    all.documents(procedure::documents(rulebook, state, context));
    all.steps(procedure::next(rulebook, state, context).actions);
    return all.withTheRest();
}

forms::Order orderOf(const Stationery& stationery, const Form& form, const CaseRecord& record, Instant now) {
    forms::Order order = blankOrder(stationery, now);
    const std::string visitor = visitorOf(procedure::fold(record.events));
    for (const Form::OptionalPart& part : form.parts)
        if (!part.visitor.empty() && part.visitor == visitor)
            order.parts.insert(part.id);
    order.values.merge(formValuesOf(record.key, record.events, record.person, dayInJapan(now)));
    order.caseNumber = record.key.id;
    return order;
}

forms::Order blankOrder(const Stationery& stationery, Instant now) {
    return {.values = stationery.office,
            .parts = {},
            .without = {},
            .caseNumber = {},
            .created = now,
            .training = stationery.training};
}

} // namespace kaomado::counter
