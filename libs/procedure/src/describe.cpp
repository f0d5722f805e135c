// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/describe.hpp"

#include "embedded/describe_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace kaomado::procedure {

namespace {
using Kind = Condition::Kind;
using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

std::string phrase(const std::string& key, Language language, const Values& values = {}) {
    static const auto kPhrases = nlohmann::json::parse(embedded::describe_json());
    std::string text = kPhrases.at(key).at(language == Language::Japanese ? "ja" : "en").get<std::string>();
    for (const auto& [name, value] : values) {
        const std::string place = "{" + std::string(name) + "}";
        if (const std::size_t at = text.find(place); at != std::string::npos)
            text.replace(at, place.size(), value);
    }
    return text;
}

class Describer {
public:
    Describer(const Rulebook& book, Language language, const Document* on)
        : book_(book), language_(language), on_(on) {}

    std::string of(const Condition& condition) const {
        switch (condition.kind) {
        case Kind::Always:
            return say("always");
        case Kind::Not:
            return negation(condition.parts.front());
        case Kind::All:
        case Kind::Any:
            return joined(condition);
        case Kind::On:
            return onPaper(condition);
        default:
            return leaf(condition);
        }
    }

private:
    std::string say(const std::string& key, const Values& values = {}) const {
        return phrase(key, language_, values);
    }

    /// `no`: the same denied.
    std::string leaf(const Condition& condition, bool no = false) const {
        const std::string fact = name(condition.fact), denied = no ? "not_" : "";
        switch (condition.kind) {
        case Kind::Is:
            if (const bool* yes = std::get_if<bool>(&condition.value))
                return say(*yes == no ? "no" : "yes", {{"fact", fact}});
            return say("is", {{"fact", fact}, {"value", value(condition)}});
        case Kind::AtLeast:
            return say("at_least", {{"fact", fact}, {"value", toText(condition.value)}});
        case Kind::AtLeastFact:
            return say("at_least", {{"fact", fact}, {"value", name(condition.other)}});
        case Kind::Above:
            return say("above", {{"fact", fact}, {"value", name(condition.other)}});
        case Kind::NotPast:
            return say("not_past", {{"fact", fact}});
        case Kind::Within:
            return say("within", {{"fact", fact},
                                  {"value", toText(condition.value)},
                                  {"until", condition.other.empty() ? say("today") : name(condition.other)}});
        case Kind::Known:
            return say(denied + "known", {{"fact", fact}});
        case Kind::Paper:
            return say(denied + "paper", {{"id", condition.fact}, {"name", title(condition.fact)}});
        case Kind::InForce:
            return say(denied + "in_force", {{"id", condition.fact}});
        default:
            return say(denied + (condition.kind == Kind::Done ? "done" : "begun"),
                       {{"id", condition.fact}, {"name", stepLabel(condition.fact)}});
        }
    }

    /// "is no" rather than "not is yes".
    std::string negation(const Condition& inner) const {
        constexpr Kind kDeniable[] = {Kind::Known, Kind::Paper, Kind::InForce, Kind::Done, Kind::Begun};
        const bool yesNo = inner.kind == Kind::Is && std::holds_alternative<bool>(inner.value);
        if (yesNo || std::ranges::find(kDeniable, inner.kind) != std::end(kDeniable))
            return leaf(inner, true);
        return say("not", {{"part", grouped(inner)}});
    }

    std::string joined(const Condition& condition) const {
        std::string text;
        for (const Condition& part : condition.parts)
            text += (text.empty() ? "" : say(condition.kind == Kind::All ? "and" : "or")) + grouped(part);
        return text;
    }

    /// In brackets when it consists of several.
    std::string grouped(const Condition& condition) const {
        const bool several =
            (condition.kind == Kind::All || condition.kind == Kind::Any) && condition.parts.size() > 1;
        return several ? say("open") + of(condition) + say("close") : of(condition);
    }

    const Document* document(const std::string& id) const {
        const auto found = book_.documents.find(id);
        return found == book_.documents.end() ? nullptr : &found->second;
    }

    std::string title(const std::string& id) const {
        const Document* found = document(id);
        return found == nullptr ? id : found->title;
    }

    std::string onPaper(const Condition& condition) const {
        const Describer there(book_, language_, document(condition.fact));
        return say("on", {{"id", condition.fact},
                          {"name", title(condition.fact)},
                          {"part", there.grouped(condition.parts.front())}});
    }

    std::string stepLabel(const std::string& id) const {
        const auto step = book_.steps.find(id);
        return step == book_.steps.end() ? id : step->second.label;
    }

    const Fact* fact(const std::string& id) const {
        if (on_ != nullptr)
            if (const auto own = std::ranges::find(on_->attributes, id, &Fact::id);
                own != on_->attributes.end())
                return &*own;
        return book_.fact(id);
    }

    std::string name(const std::string& id) const {
        const Fact* found = fact(id);
        const std::string& named = found == nullptr      ? id
                                   : found->name.empty() ? found->question
                                                         : found->name;
        return say("fact", {{"id", id}, {"name", named.empty() ? id : named}});
    }

    std::string value(const Condition& condition) const {
        const std::string text = toText(condition.value);
        const Fact* found = fact(condition.fact);
        const bool labelled =
            language_ == Language::Japanese && found != nullptr && found->labels.contains(text);
        return labelled ? found->labels.at(text) : text;
    }

    const Rulebook& book_;
    Language language_;
    const Document* on_;
};
} // namespace

std::string describe(const Rulebook& rulebook, const Condition& condition, Language language,
                     const Document* on) {
    return Describer(rulebook, language, on).of(condition);
}

std::string describe(const Rulebook& rulebook, const Requirement& requirement, Language language,
                     const Document* on) {
    std::string text = describe(rulebook, requirement.that, language, on);
    if (!requirement.rules.empty())
        text += " [" + listed(requirement.rules) + "]";
    for (const std::string& own : {requirement.why, requirement.remedy})
        text += own.empty() ? "" : " " + own;
    return text;
}

std::string labelOf(const std::vector<Choice>& choices, std::string_view id) {
    const auto found = std::ranges::find(choices, id, &Choice::id);
    return found == choices.end() ? std::string(id) : found->label;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

} // namespace kaomado::procedure
