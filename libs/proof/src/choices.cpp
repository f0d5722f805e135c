// SPDX-License-Identifier: Apache-2.0
#include "choices.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
constexpr std::size_t kSample = 499; ///< one in so many of what is remembered is decided again

bool accepts(const Decision& decision) {
    return std::holds_alternative<std::vector<Event>>(decision);
}

/// Notes what the engine looks at, each thing once, in this order, until it is sure to refuse.
class Looks final : public Onlooker {
public:
    explicit Looks(Memory& memory) : memory_(memory) {}
    void fact(const std::string& id) override { look('f', id); }
    void paper(const std::string& id) override { look('p', id); }
    void step(const std::string& id) override { look('s', id); }
    void refused() override { sure_ = true; }
    const std::vector<Memory::Thing>& things() const { return things_; }

private:
    void look(char kind, const std::string& id) {
        if (sure_)
            return;
        const Memory::Thing thing = memory_.thing(kind, id);
        if (std::ranges::find(things_, thing) == things_.end())
            things_.push_back(thing);
    }
    Memory& memory_;
    std::vector<Memory::Thing> things_;
    bool sure_ = false;
};

/// What came of a command, besides the facts that it brought along and what its reading tells.
struct ResultText {
    std::string operator()(const StepCompleted& what) const {
        std::string text = what.step;
        for (const std::string& rule : what.warnings)
            text += ' ' + rule;
        return text;
    }
    std::string operator()(const StepStarted& what) const { return what.step; }
    std::string operator()(const Diverted& what) const {
        std::string text = what.to;
        for (const std::string& step : what.reopened)
            text += ' ' + step;
        return text;
    }
    std::string operator()(const CaseClosed& what) const { return std::string(nameOf(what.outcome)); }
    template <class Other>
    std::string operator()(const Other& /*what*/) const {
        return {};
    }
};

std::string resultOf(const std::vector<Event>& events) {
    std::string text;
    for (const Event& event : events)
        text += std::to_string(event.what.index()) + std::visit(ResultText{}, event.what) + ';';
    return text;
}

Facts* broughtBy(Command& command) {
    if (auto* start = std::get_if<StartStep>(&command.what))
        return &start->facts;
    auto* complete = std::get_if<CompleteStep>(&command.what);
    return complete == nullptr ? nullptr : &complete->facts;
}

/// A case without its facts, papers and steps.
std::string caseText(const Node& node) {
    Node bare = node;
    bare.world = {};
    bare.seen.reset();
    bare.faceUnseen = bare.certificateUnseen = false;
    bare.state.facts.clear();
    bare.state.documents.clear();
    std::erase_if(bare.state.steps, [](const auto& step) { // what is compared with a reading's time
        return step.second.at != StepState::At::Running && !step.second.observedAt;
    });
    return keyOf(bare) + (node.state.observation ? node.state.observation->userCertificate : "");
}
} // namespace

Choices::Choices(const Stage& stage, Memory& memory, const Node& node, Accepted accepted, Refused refused)
    : stage_(stage),
      memory_(memory),
      words_(stage.vocabulary(node.state.procedure)),
      node_(node),
      accepted_(std::move(accepted)),
      refused_(std::move(refused)),
      state_(node.state),
      command_{stage.officer, Resume{}},
      case_(caseText(node)) {
    for (const auto& [paper, sheets] : stage.sheets.of(state_.procedure))
        if (stage.open(state_, paper))
            lay(paper, sheets.front());
}

void Choices::begin(const Trial& trial) {
    trial_ = &trial;
    command_ = trial.command;
    values_.assign(memory_.things() + 1, 0);
    path_.clear();
    results_.clear();
    judged_ = vary_ && stage_.reduced ? judgedOf(stage_.book, node_.state, trial.command) : LookedAt{};
}

void Choices::each(const Trial& trial) {
    vary_ = true;
    begin(trial);
    for (const std::string& fact : trial.asked)
        say(fact, words_.values(fact).front());
    (void)branch(memory_.root(trial.kind), std::nullopt);
}

void Choices::once(const Trial& trial, const Facts& said) {
    vary_ = false;
    begin(trial);
    const Facts known = state_.facts;
    for (const auto& [id, value] : said)
        if (!words_.fixed().contains(id))
            state_.facts.emplace(id, value);
    (void)branch(memory_.root(trial.kind), std::nullopt);
    state_.facts = known;
}

Decision Choices::ask() {
    ++decisions_;
    Looks looks(memory_);
    Context context = trial_->context == nullptr ? stage_.context : *trial_->context;
    context.onlooker = &looks;
    Decision decision = decide(stage_.book, state_, command_, context);
    values_.resize(memory_.things(), 0);
    for (const Memory::Thing thing : looks.things()) {
        (void)seen(thing);
        if (const std::string& name = memory_.nameOf(thing); name.front() == 'f' && forgotten(name.substr(1)))
            memory_.lookedAtForgotten();
    }
    (void)seen(Memory::kCase);
    const auto* events = std::get_if<std::vector<Event>>(&decision);
    memory_.learn(memory_.root(trial_->kind), looks.things(), values_,
                  events == nullptr ? std::nullopt : std::optional(memory_.value(resultOf(*events))));
    return decision;
}

/// Goes on from a place in the tree; true when something was accepted.
bool Choices::branch(Memory::Place place, std::optional<Decision> decision) {
    for (;;) {
        switch (memory_.at(place)) {
        case Memory::At::Unknown:
            decision = ask();
            if (memory_.at(place) == Memory::At::Unknown)
                return false; // the engine looked elsewhere than it said; counted as odd
            break;
        case Memory::At::Refused:
            if (!decision && ++tried_ % kSample == 0)
                decision = ask();
            if (decision && !accepts(*decision))
                refused_(state_, command_, std::get<Refusal>(*decision));
            return false;
        case Memory::At::Accepted:
            ++tried_;
            return accept(place, std::move(decision));
        case Memory::At::Looks: {
            const Memory::Thing thing = memory_.thingAt(place);
            const std::string& name = memory_.nameOf(thing);
            const char kind = name.empty() ? ' ' : name.front();
            if (kind == 'f' && path_.insert(name).second) {
                const bool any = branchFact(place, thing, std::move(decision));
                path_.erase(name);
                return any;
            }
            if (kind == 'p' && path_.insert(name).second) {
                const bool any = branchPaper(place, thing, std::move(decision));
                path_.erase(name);
                return any;
            }
            place = memory_.next(place, seen(thing));
        }
        }
    }
}

bool Choices::branchFact(Memory::Place place, Memory::Thing thing, std::optional<Decision> decision) {
    const std::string id = memory_.nameOf(thing).substr(1);
    if (vary_ && stage_.book.facts.at(id).source == FactSource::Chip)
        chip_.insert(id);
    face_ = face_ || (vary_ && seenOn({}, id).has_value());
    const Value was = now(id);
    bool any = branch(memory_.next(place, seen(thing)), std::move(decision));
    for (const Value& value : valuesOf(id))
        if (value != was) {
            say(id, value);
            any = branch(memory_.next(place, seen(thing)), std::nullopt) || any;
            say(id, was);
        }
    return any;
}

bool Choices::branchPaper(Memory::Place place, Memory::Thing thing, std::optional<Decision> decision) {
    const std::string id = memory_.nameOf(thing).substr(1);
    const auto now = sheets_.find(id);
    bool any = branch(memory_.next(place, seen(thing)), std::move(decision));
    if (!vary_ || now == sheets_.end() || (!any && !stage_.conditional.contains(id)))
        return any;
    const Sheet& was = *now->second;
    for (const Sheet& sheet : stage_.sheets.of(state_.procedure).at(id))
        if (&sheet != &was) {
            lay(id, sheet);
            any = branch(memory_.next(place, seen(thing)), std::nullopt) || any;
            lay(id, was);
        }
    return any;
}

/// What has not been looked at now, but cannot be said otherwise afterwards.
std::vector<std::string> Choices::pending() const {
    std::vector<std::string> list;
    const auto add = [&](char kind, const std::vector<std::string>& ids) {
        for (const std::string& id : ids)
            if (!path_.contains(kind + id))
                list.push_back(kind + id);
    };
    add('f', trial_->asked);
    for (const Fixed& fixed : stage_.book.procedure(state_.procedure)->fixed)
        if (fixed.after == trial_->ends) {
            add('f', fixed.facts);
            add('p', fixed.documents);
        }
    return list;
}

bool Choices::accept(Memory::Place place, std::optional<Decision> decision) {
    if (vary_)
        vary(place, pending());
    if (vary_ && stage_.reduced && !results_.insert(resultAt(place)).second) {
        if (!decision && tried_ % kSample == 0)
            (void)ask();
        return true;
    }
    if (!decision) {
        ++decisions_;
        decision = decide(stage_.book, state_, command_,
                          trial_->context == nullptr ? stage_.context : *trial_->context);
    }
    if (!accepts(*decision))
        return false; // looked at something that it does not tell of
    accepted_(state_, command_, std::get<std::vector<Event>>(*decision));
    return true;
}

/// All that can differ between two combinations under which a command has a result.
std::string Choices::resultAt(Memory::Place place) const {
    std::string text = std::to_string(memory_.result(place));
    const auto add = [&text](const std::string& id, const std::string& value) {
        text += ';';
        text += id;
        text += '=';
        text += value;
    };
    for (const auto& [id, value] : state_.facts)
        if (words_.fixed().contains(id) || stage_.settable.contains(id) || judged_.facts.contains(id))
            add(id, toText(value));
    for (const std::string& id : trial_->asked)
        if (const Value value = now(id))
            add(id, toText(*value));
    for (const auto& [paper, sheet] : sheets_)
        if (judged_.papers.contains(paper))
            add(paper, sheet->word);
    for (const Fixed& fixed : stage_.book.procedure(state_.procedure)->fixed)
        if (fixed.after == trial_->ends)
            for (const std::string& paper : fixed.documents)
                if (const auto lies = sheets_.find(paper); lies != sheets_.end())
                    add(paper, lies->second->word);
    return text;
}

/// The node is kept without it, because nothing should look at it (stage.hpp: forget).
bool Choices::forgotten(const std::string& fact) const {
    return stage_.reduced && ((words_.local().contains(fact) && !asked(fact)) ||
                              (node_.certificateUnseen && fact.starts_with(kAboutCertificate)) ||
                              (fact == kCertificateIsNew && !stage_.asksForNewCertificate(state_)));
}

void Choices::vary(Memory::Place place, const std::vector<std::string>& pending) {
    if (pending.empty())
        return;
    const std::string& name = pending.front();
    const std::string id = name.substr(1);
    path_.insert(name);
    if (name.front() == 'f') {
        const Value was = now(id);
        for (const Value& value : valuesOf(id))
            if (value != was) {
                say(id, value);
                (void)accept(place, std::nullopt);
                say(id, was);
            }
    } else if (const auto lies = sheets_.find(id); lies != sheets_.end()) {
        const Sheet& was = *lies->second;
        for (const Sheet& sheet : stage_.sheets.of(state_.procedure).at(id))
            if (&sheet != &was) {
                lay(id, sheet);
                (void)accept(place, std::nullopt);
                lay(id, was);
            }
    }
    vary(place, {pending.begin() + 1, pending.end()});
    path_.erase(name);
}

std::vector<Choices::Value> Choices::valuesOf(const std::string& fact) {
    if (!vary_ || stage_.book.facts.at(fact).source != FactSource::Stated)
        return {};
    if (asked(fact)) {
        const auto& values = words_.values(fact);
        return {values.begin(), values.end()};
    }
    if (node_.state.facts.contains(fact) || words_.fixed().contains(fact))
        return {};
    return sayable(fact);
}

const std::vector<Choices::Value>& Choices::sayable(const std::string& fact) {
    const auto [found, first] = sayable_.try_emplace(fact);
    if (!first)
        return found->second;
    found->second.emplace_back();
    CaseState open = node_.state;
    open.phase = Phase::Open;
    const auto& standard = stage_.book.facts.at(fact).standard;
    for (const FactValue& value : words_.values(fact)) {
        if (standard == value)
            continue; // the same as nothing said
        ++decisions_;
        const Decision decision =
            decide(stage_.book, open, {stage_.officer, StateFact{fact, value}}, stage_.context);
        if (const auto* events = std::get_if<std::vector<Event>>(&decision);
            events != nullptr && events->size() == 1)
            found->second.emplace_back(value);
    }
    return found->second;
}

bool Choices::asked(const std::string& fact) const {
    return std::ranges::find(trial_->asked, fact) != trial_->asked.end();
}

Choices::Value Choices::now(const std::string& fact) const {
    const Facts& facts = asked(fact) ? *broughtBy(const_cast<Command&>(command_)) : state_.facts;
    const auto found = facts.find(fact);
    return found == facts.end() ? std::nullopt : Value(found->second);
}

void Choices::say(const std::string& fact, const Value& value) {
    Facts& facts = asked(fact) ? *broughtBy(command_) : state_.facts;
    if (value)
        facts.insert_or_assign(fact, *value);
    else
        facts.erase(fact);
    if (const Memory::Thing thing = memory_.thing('f', fact); thing < values_.size())
        values_[thing] = 0;
}

void Choices::lay(const std::string& paper, const Sheet& sheet) {
    sheets_.insert_or_assign(paper, &sheet);
    state_.documents.erase(paper);
    if (sheet.attributes)
        state_.documents.emplace(paper, DocumentState{true, *sheet.attributes});
    if (const Memory::Thing thing = memory_.thing('p', paper); thing < values_.size())
        values_[thing] = 0;
}

Memory::Value Choices::seen(Memory::Thing thing) {
    if (values_.size() <= thing)
        values_.resize(memory_.things(), 0);
    if (values_[thing] == 0)
        values_[thing] = memory_.value(textOf(thing));
    return values_[thing];
}

std::string Choices::textOf(Memory::Thing thing) const {
    const std::string& name = memory_.nameOf(thing);
    if (name.empty())
        return case_ + '/' + (trial_->shown ? chipFact(*trial_->shown, "user_cert_on_card").value() : "") +
               (trial_->shown && trial_->shown->userAuth == Certificate::Fresh ? "!" : "");
    const std::string id = name.substr(1);
    if (name.front() == 's') {
        const auto step = state_.steps.find(id);
        const bool failed = step != state_.steps.end() && step->second.attempts > 0;
        return std::to_string(static_cast<int>(state_.at(id))) + (failed ? "!" : "");
    }
    if (name.front() == 'p') {
        if (const auto lies = sheets_.find(id); lies != sheets_.end())
            return lies->second->word;
        std::string text;
        if (const auto kept = state_.documents.find(id); kept != state_.documents.end())
            for (const auto& [attribute, value] : kept->second.attributes)
                text += attribute + toText(value);
        return "kept:" + text;
    }
    if (stage_.book.facts.at(id).source == FactSource::Chip) {
        std::string text = "-";
        if (node_.state.observation)
            if (const auto fact = node_.state.observation->facts.find(id);
                fact != node_.state.observation->facts.end())
                text = toText(fact->second);
        return text + '/' +
               (trial_->shown ? chipFact(*trial_->shown, id).value_or(kaomado::proof::textOf(*trial_->shown))
                              : "");
    }
    const Value value = now(id);
    return value ? toText(*value) : "-";
}

} // namespace kaomado::proof
