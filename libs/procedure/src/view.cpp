// SPDX-License-Identifier: Apache-2.0
#include "view.hpp"

#include "kaomado/base/error.hpp"
#include "papers.hpp"

#include <algorithm>
#include <array>

namespace kaomado::procedure {

namespace {
Truth truthOf(bool yes) {
    return yes ? Truth::Yes : Truth::No;
}

Truth opposite(Truth truth) {
    return truth == Truth::Unknown ? truth : truthOf(truth == Truth::No);
}

/// The day on which a period of so many days from `begin` ends; the day on which it begins is not counted.
Date lastDay(Date begin, const FactValue& days) {
    return std::chrono::sys_days(begin) + std::chrono::days(std::get<Count>(days).value());
}

constexpr std::array kModeFacts{"pins_all_locked", "sig_cert_on_card", "marked_on_face",
                                "marked_on_case",  "reissue_pending",  "release_open"};
} // namespace

View::View(const Rulebook& rulebook, const CaseState& state, const Context& context, const Officer* actor)
    : book_(rulebook),
      state_(&state),
      context_(context),
      actor_(actor),
      today_(dayInJapan(context.now)),
      procedure_(rulebook.procedure(state.procedure)) {}

void View::follow(const CaseState& state) {
    state_ = &state;
    procedure_ = book_.procedure(state.procedure);
}

const Observation* View::observation() const {
    if (seen_ != nullptr)
        return seen_;
    return state_->observation ? &*state_->observation : nullptr;
}

StepState::At View::at(const std::string& step) const {
    if (context_.onlooker != nullptr)
        context_.onlooker->step(step);
    return state_->at(step);
}

const DocumentState* View::handedIn(const std::string& document) const {
    if (context_.onlooker != nullptr)
        context_.onlooker->paper(document);
    const auto found = state_->documents.find(document);
    return found != state_->documents.end() && found->second.handedIn ? &found->second : nullptr;
}

std::optional<FactValue> View::fact(const std::string& id) const {
    const Fact* fact = book_.fact(id);
    if (fact == nullptr)
        return std::nullopt;
    const auto in = [&](const Facts& facts) {
        const auto found = facts.find(id);
        return found == facts.end() ? fact->standard : std::optional(found->second);
    };
    if (context_.onlooker != nullptr &&
        (fact->source == FactSource::Stated || fact->source == FactSource::Chip))
        context_.onlooker->fact(id);
    switch (fact->source) {
    case FactSource::Stated:
        return in(assumed_ != nullptr && assumed_->contains(id) ? *assumed_ : state_->facts);
    case FactSource::Chip:
        return observation() == nullptr ? std::nullopt : in(observation()->facts);
    case FactSource::Setting:
        return in(context_.settings);
    case FactSource::Computed:
        return computed(id);
    case FactSource::Derived:
        break;
    }
    const Truth derived = truth(fact->derived);
    return derived == Truth::Unknown ? std::nullopt : std::optional<FactValue>(derived == Truth::Yes);
}

std::optional<bool> View::yes(const std::string& id) const {
    const auto value = fact(id);
    return value && std::holds_alternative<bool>(*value) ? std::optional(std::get<bool>(*value))
                                                         : std::nullopt;
}

std::optional<FactValue> View::computed(const std::string& id) const {
    if (id == "card_bound")
        return !state_->fingerprint.empty();
    if (id == "overridden")
        return state_->overrideReason.has_value();
    if (id == "lines_free")
        return linesFree();
    if (id == "user_cert_fresh")
        return userCertFresh();
    if (id == "second_officer_same")
        return secondOfficerSame();
    return id == "identity_sufficient" ? identity() : mode();
}

std::optional<FactValue> View::mode() const {
    std::array<bool, kModeFacts.size()> is{};
    for (std::size_t i = 0; i < is.size(); ++i) {
        const auto value = yes(kModeFacts.at(i));
        if (!value)
            return std::nullopt;
        is.at(i) = *value;
    }
    return Word(nameOf(cardMode({.allLocked = is[0],
                                 .markedOnFace = is[2],
                                 .markedOnCase = is[3],
                                 .signatureCertificate = is[1],
                                 .releaseOpen = is[5],
                                 .reissuePending = is[4]})));
}

std::optional<FactValue> View::linesFree() const {
    const auto used = fact("lines_used"), capacity = fact("endorsement_capacity");
    if (!used || !capacity)
        return std::nullopt;
    const unsigned all = std::get<Count>(*capacity).value(), taken = std::get<Count>(*used).value();
    return Count(all > taken ? all - taken : 0);
}

std::optional<FactValue> View::identity() const {
    const auto level = fact("identity_level");
    if (!level || procedure() == nullptr)
        return std::nullopt;
    const std::string& given = std::get<Word>(*level).text();
    const std::string& needed = procedure()->identityLevel;
    const auto found = std::ranges::find(book_.identityLevels, given, &IdentityLevel::id);
    return given == needed || (found != book_.identityLevels.end() &&
                               std::ranges::find(found->covers, needed) != found->covers.end());
}

/// Another one than when the card was bound: a renewal leaves a certificate with a number of its own.
std::optional<FactValue> View::userCertFresh() const {
    if (context_.onlooker != nullptr) // two numbers that are no facts of their own
        context_.onlooker->fact("user_cert_fresh");
    if (observation() == nullptr)
        return std::nullopt;
    const std::string& now = observation()->userCertificate;
    return !now.empty() && now != state_->boundCertificate;
}

/// Two different names stand in the attendance entry (R-INS-17).
bool View::secondOfficerSame() const {
    const auto second = fact("second_officer");
    return second && actor_ != nullptr && std::get<Officer>(*second) == *actor_;
}

std::optional<FactValue> View::attribute(const std::string& id, const Paper& paper, bool& known) const {
    const auto& all = paper.document->attributes;
    const auto definition = std::ranges::find(all, id, &Fact::id);
    known = definition != all.end();
    if (!known)
        return std::nullopt;
    const auto found = paper.attributes->find(id);
    return found == paper.attributes->end() ? definition->standard : std::optional(found->second);
}

std::optional<FactValue> View::lookUp(const std::string& id, const Paper& paper) const {
    if (paper.document != nullptr) {
        bool known = false;
        auto value = attribute(id, paper, known);
        if (known)
            return value;
    }
    return fact(id);
}

Truth View::truth(const Condition& condition, const Paper& paper) const {
    using Kind = Condition::Kind;
    switch (condition.kind) {
    case Kind::Always:
        return Truth::Yes;
    case Kind::Not:
        return opposite(truth(condition.parts.front(), paper));
    case Kind::All:
    case Kind::Any:
        return combine(condition, paper);
    case Kind::Is:
    case Kind::AtLeast:
    case Kind::AtLeastFact:
    case Kind::Above:
    case Kind::Within:
    case Kind::NotPast:
        return compare(condition, paper);
    default:
        return named(condition, paper);
    }
}

/// Conditions on a step, a paper, a rule, or on whether something is known at all.
Truth View::named(const Condition& condition, const Paper& paper) const {
    using Kind = Condition::Kind;
    const std::string& id = condition.fact;
    if (condition.kind == Kind::Done)
        return truthOf(isDone(id));
    if (condition.kind == Kind::Begun)
        return truthOf(hasBegun(id));
    if (condition.kind == Kind::Known)
        return lookUp(id, paper) ? Truth::Yes : Truth::Unknown;
    if (condition.kind == Kind::InForce)
        return truthOf(inForce({id}));
    if (condition.kind == Kind::Paper)
        return truthOf(inOrder(*this, id));
    const DocumentState* sheet = handedIn(id);
    if (sheet == nullptr)
        return Truth::No;
    return truth(condition.parts.front(), {&book_.documents.at(id), &sheet->attributes});
}

Truth View::combine(const Condition& condition, const Paper& paper) const {
    const bool all = condition.kind == Condition::Kind::All;
    const Truth decisive = all ? Truth::No : Truth::Yes;
    Truth result = opposite(decisive);
    for (const Condition& part : condition.parts) {
        const Truth one = truth(part, paper);
        if (one == decisive)
            return one;
        if (one == Truth::Unknown)
            result = one;
    }
    return result;
}

Truth View::compare(const Condition& condition, const Paper& paper) const {
    using Kind = Condition::Kind;
    const auto left = lookUp(condition.fact, paper);
    if (!left)
        return Truth::Unknown;
    if (condition.kind == Kind::Is)
        return truthOf(*left == condition.value);
    if (condition.kind == Kind::NotPast)
        return truthOf(std::get<Date>(*left) >= today_);
    if (condition.kind == Kind::AtLeast)
        return truthOf(std::get<Count>(*left).value() >= std::get<Count>(condition.value).value());
    const auto right = condition.other.empty() ? std::optional<FactValue>(dayInJapan(context_.now))
                                               : lookUp(condition.other, paper);
    if (!right)
        return Truth::Unknown;
    if (condition.kind == Kind::Within)
        return truthOf(lastDay(std::get<Date>(*left), condition.value) >= std::get<Date>(*right));
    const unsigned a = std::get<Count>(*left).value(), b = std::get<Count>(*right).value();
    return truthOf(condition.kind == Kind::Above ? a > b : a >= b);
}

Truth View::truth(const std::vector<Requirement>& all) const {
    Truth result = Truth::Yes;
    for (const Requirement& one : all) {
        const Truth truth = inForce(one.rules) ? this->truth(one.that) : Truth::Yes;
        if (truth == Truth::No)
            return truth;
        if (truth == Truth::Unknown)
            result = truth;
    }
    return result;
}

std::vector<std::string> View::missing(const Condition& condition, const Paper& paper) const {
    using Kind = Condition::Kind;
    if (truth(condition, paper) != Truth::Unknown)
        return {};
    if (condition.kind == Kind::Not || condition.kind == Kind::All || condition.kind == Kind::Any) {
        for (const Condition& part : condition.parts)
            if (auto list = missing(part, paper); !list.empty())
                return list;
        return {};
    }
    auto list = missingFact(condition.fact);
    return list.empty() && !condition.other.empty() ? missingFact(condition.other) : list;
}

std::vector<std::string> View::missingFact(const std::string& id) const {
    const Fact* definition = book_.fact(id);
    if (definition == nullptr || fact(id))
        return {};
    if (definition->source == FactSource::Derived)
        return missing(definition->derived);
    if (definition->source != FactSource::Computed)
        return {id};
    if (id == "lines_free")
        return missingFact("lines_used");
    if (id == "identity_sufficient")
        return missingFact("identity_level");
    if (id == "user_cert_fresh")
        return missingFact("user_cert_on_card");
    for (const char* input : kModeFacts)
        if (auto list = missingFact(input); !list.empty())
            return list;
    return {};
}

bool View::inForce(const std::vector<std::string>& rules) const {
    return rules.empty() || std::ranges::any_of(rules, [&](const std::string& id) {
               return book_.rules.at(id).inForce(today_);
           });
}

bool View::isDone(const std::string& step) const {
    if (at(step) != StepState::At::Done)
        return false;
    const StepUse* use = procedure() == nullptr ? nullptr : procedure()->use(step);
    return use == nullptr || truth(use->holds ? *use->holds : book_.steps.at(use->step).holds) != Truth::No;
}

/// Also when it failed since: who knows how much of it was done.
bool View::hasBegun(const std::string& step) const {
    if (at(step) != StepState::At::NotBegun)
        return true;
    const auto found = state_->steps.find(step);
    return found != state_->steps.end() && found->second.attempts > 0;
}

const Stop* View::stopped() const {
    if (procedure() == nullptr)
        return nullptr;
    const auto& stops = procedure()->stops;
    const auto found =
        std::ranges::find_if(stops, [this](const Stop& stop) { return truth(stop.when) != Truth::No; });
    return found == stops.end() ? nullptr : &*found;
}

Reason View::reason(const std::vector<std::string>& rules, std::string text, std::string remedy) const {
    const Rule* first = rules.empty() ? nullptr : &book_.rules.at(rules.front());
    if (first != nullptr)
        text += first->text;
    if (first != nullptr && remedy.empty())
        remedy = first->remedy;
    return {rules, std::move(text), std::move(remedy)};
}

Reason View::reason(const Requirement& requirement) const {
    const auto unknown = missing(requirement.that);
    if (!unknown.empty() && book_.fact(unknown.front())->source == FactSource::Chip)
        return reason(requirement.rules, "カードの状態がまだ読み取れていません。",
                      "カードを読み取ってください。");
    if (!unknown.empty() && requirement.remedy.empty())
        return reason(requirement.rules, {},
                      "次の点を確かめてください。" + book_.fact(unknown.front())->question);
    if (requirement.why.empty())
        return reason(requirement.rules, {}, requirement.remedy);
    Reason result = reason(requirement.rules, {}, requirement.remedy);
    result.text = requirement.why;
    return result;
}

void View::unmet(const std::vector<Requirement>& list, std::vector<Reason>& reasons) const {
    for (const Requirement& one : list)
        if (inForce(one.rules) && truth(one.that) != Truth::Yes) {
            refuses();
            reasons.push_back(reason(one));
        }
}

void View::refuses() const {
    if (context_.onlooker != nullptr)
        context_.onlooker->refused();
}

Question View::question(const std::string& id) const {
    const Fact& fact = book_.facts.at(id);
    return {fact.id, fact.type, fact.question, fact.values};
}

} // namespace kaomado::procedure
