// SPDX-License-Identifier: Apache-2.0
#include "vocabulary.hpp"

#include "conditions.hpp"

#include <algorithm>
#include <array>

namespace kaomado::proof {

using namespace procedure;

namespace {
constexpr const char* kLinesFree = "lines_free";
constexpr const char* kIdentityLevel = "identity_level";

/// Who does everything.
constexpr std::string_view kActs = "mihon.taro";
constexpr const char* kVisitor = "visitor";
constexpr const char* kKind = "rep_kind";

/// Seen by a person, so nobody may say otherwise than it is; and what a case is opened with.
constexpr std::array kSeen{kVisitor, "marked_on_face", "marked_on_case"};

Date dayAfter(Date day, int days) {
    return {std::chrono::sys_days(day) + std::chrono::days(days)};
}

std::set<std::string> askedIn(const Rulebook& book, const Procedure& procedure) {
    std::set<std::string> asked;
    for (const StepUse& use : procedure.steps) {
        const Step& step = book.steps.at(use.step);
        for (const auto* list : {&step.askStart, &step.askEnd, &use.askStart, &use.askEnd})
            asked.insert(list->begin(), list->end());
    }
    return asked;
}
} // namespace

Vocabulary::Vocabulary(const Rulebook& book, const Procedure& procedure, Date today)
    : book_(book), procedures_(successors(book, procedure)), today_(today) {
    const auto notes = [this](const Condition& condition) { note(condition, false); };
    const auto chooses = [this](const Condition& condition) { note(condition, true); };
    for (const Procedure* one : procedures_) {
        eachCondition(book, *one, notes);
        eachPart(one->chosenWhen, chooses);
    }
    for (const auto& [id, fact] : book.facts)
        values_.emplace(id, valuesOf(fact));
    sort(procedure);
    sortAnswers(procedure);
}

void Vocabulary::sortAnswers(const Procedure& procedure) {
    std::map<std::string, int> all, own;
    const auto count = [&](std::map<std::string, int>& counts) {
        return [&](const Condition& condition) {
            for (const std::string& name : {condition.fact, condition.other})
                for (const std::string& id : sourcesOf(book_, name))
                    ++counts[id];
        };
    };
    eachCondition(book_, procedure, count(all));
    eachPart(procedure.chosenWhen, count(all));
    const std::set<std::string> asked = askedIn(book_, procedure);
    for (const StepUse& use : procedure.steps) {
        const Step& step = book_.steps.at(use.step);
        std::map<std::string, int> here;
        for (const bool atStart : {true, false}) {
            const auto asks = [&](const std::string& id) {
                const auto in = [&](const std::vector<std::string>& list) {
                    return std::ranges::find(list, id) != list.end();
                };
                return atStart ? in(step.askStart) || in(use.askStart) : in(step.askEnd) || in(use.askEnd);
            };
            std::map<std::string, int> read;
            for (const auto* list : {&step.before, &use.before, &step.after, &use.after}) {
                const bool before = list == &step.before || list == &use.before;
                if (before ? atStart == step.intent : !atStart)
                    for (const Requirement& one : *list)
                        eachPart(one.that, count(read));
            }
            for (const auto& [id, times] : read)
                if (asks(id))
                    own[id] += times;
        }
    }
    for (const std::string& id : asked)
        if (procedure.diverts.empty() && all[id] == own[id] && !opening_.contains(id) &&
            !procedure.given.contains(id) && std::ranges::find(kSeen, id) == kSeen.end())
            local_.insert(id);
}

void Vocabulary::sort(const Procedure& procedure) {
    const std::set<std::string> asked = askedIn(book_, procedure);
    fixed_ = asked;
    fixed_.insert(kSeen.begin(), kSeen.end());
    for (const std::string& id : sourcesOf(book_, procedure.chosenWhen))
        if (mentioned(id))
            fixed_.insert(id);
    for (const auto& [id, value] : procedure.given)
        fixed_.insert(id);
    for (const Divert& way : procedure.diverts)
        fixed_.merge(sourcesOf(book_, way.when));
    opening_ = sourcesOf(book_, procedure.chosenWhen);
    opening_.insert(kKind);
    for (const std::string& id : fixed_)
        if (!asked.contains(id) && !procedure.given.contains(id))
            opening_.insert(id);
    std::erase_if(opening_, [&](const std::string& id) {
        return id == kVisitor || book_.facts.at(id).source != FactSource::Stated;
    });
}

void Vocabulary::note(const Condition& condition, bool chooses) {
    using Kind = Condition::Kind;
    if (condition.kind == Kind::Done || condition.kind == Kind::Begun)
        steps_.insert(condition.fact);
    for (const std::string& name : {condition.fact, condition.other}) {
        const Fact* fact = book_.fact(name);
        if (fact != nullptr && fact->source == FactSource::Derived) {
            eachPart(fact->derived, [&](const Condition& part) { note(part, chooses); });
            continue;
        }
        const bool first = name == condition.fact;
        if (name == kLinesFree && condition.kind == Kind::AtLeast)
            lines_ = std::max(lines_, std::get<Count>(condition.value).value());
        for (const std::string& id : sourcesOf(book_, name)) {
            Mention& mention = mentions_[id];
            if (!chooses)
                mentioned_.insert(id);
            mention.line = mention.line || name == kLinesFree;
            mention.count = mention.count || id != name || condition.kind == Kind::Above ||
                            condition.kind == Kind::AtLeastFact;
            if (first && id == name &&
                (condition.kind == Kind::Is || condition.kind == Kind::AtLeast ||
                 condition.kind == Kind::Within))
                mention.named.push_back(condition.value);
        }
    }
}

std::string Vocabulary::strength(const std::string& identityLevel) const {
    const auto level = std::ranges::find(book_.identityLevels, identityLevel, &IdentityLevel::id);
    std::string meets;
    for (const Procedure* procedure : procedures_) {
        const std::string& needed = procedure->identityLevel;
        meets += identityLevel == needed || (level != book_.identityLevels.end() &&
                                             std::ranges::find(level->covers, needed) != level->covers.end())
                     ? '1'
                     : '0';
    }
    return meets;
}

std::vector<FactValue> Vocabulary::words(const Fact& fact, const Mention* mention) const {
    std::vector<FactValue> list;
    std::set<std::string> classes;
    for (const std::string& value : fact.values) {
        const bool named = mention != nullptr &&
                           std::ranges::find(mention->named, FactValue(Word(value))) != mention->named.end();
        const std::string kind = named ? "=" + value : fact.id == kIdentityLevel ? strength(value) : "";
        if (classes.insert(kind).second)
            list.emplace_back(Word(value));
    }
    return list;
}

std::vector<FactValue> Vocabulary::days(const Mention* mention) const {
    std::vector<FactValue> list{dayAfter(today_, 1), dayAfter(today_, -1)};
    if (mention != nullptr)
        for (const FactValue& period : mention->named) // over, whichever of the days above it is counted to
            if (const auto* count = std::get_if<Count>(&period))
                list.emplace_back(dayAfter(today_, -static_cast<int>(count->value()) - 2));
    return list;
}

std::vector<FactValue> Vocabulary::valuesOf(const Fact& fact) const {
    const auto found = mentions_.find(fact.id);
    const Mention* mention = found == mentions_.end() ? nullptr : &found->second;
    switch (fact.type) {
    case FactType::YesNo:
        return mention == nullptr ? std::vector<FactValue>{true} : std::vector<FactValue>{true, false};
    case FactType::Word:
        return words(fact, mention);
    case FactType::Count:
        break;
    case FactType::Day:
        return days(mention);
    case FactType::Officer: // who acts, and somebody else
        return {Officer("hanako.m"), Officer(std::string(kActs))};
    }
    std::vector<FactValue> list{Count(0)};
    // a line that is used cannot lie outside of the field, one that is to be written to can
    unsigned top = mention == nullptr || !mention->count ? 0 : mention->line ? lines_ : lines_ + 1;
    if (mention != nullptr)
        for (const FactValue& value : mention->named)
            top = std::max(top, std::get<Count>(value).value());
    for (unsigned i = 1; i <= top; ++i)
        list.emplace_back(Count(i));
    return list;
}

} // namespace kaomado::proof
