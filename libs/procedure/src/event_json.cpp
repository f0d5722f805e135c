// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/event_json.hpp"

#include "kaomado/base/json_text.hpp"

#include <array>
#include <utility>

namespace kaomado::procedure {

namespace {
using nlohmann::json; // its objects are sorted by key

constexpr std::array<std::string_view, 12> kTypes{
    "case_opened",    "fact_stated", "document_recorded", "card_bound", "card_observed", "step_started",
    "step_completed", "step_failed", "diverted",          "suspended",  "resumed",       "case_closed"};
static_assert(kTypes.size() == std::variant_size_v<decltype(Event::what)>);

[[noreturn]] void malformed(std::string_view what) {
    throw Error(Fault::StorageTampered, "stored event: " + std::string(what));
}

// ── writing
// ─────────────────────────────────────────────────────────────────────────────────────────────────

json write(const FactValue& value) {
    struct Writer {
        json operator()(bool yes) const { return yes; }
        json operator()(const Count& count) const { return count.value(); }
        json operator()(const Word& word) const { return word.text(); }
        json operator()(const Date& date) const { return toIso(date); }
        json operator()(const Officer& officer) const { return {{"officer", officer.login()}}; }
    };
    return std::visit(Writer{}, value);
}

json write(const Facts& facts) {
    json object = json::object();
    for (const auto& [id, value] : facts)
        object[id] = write(value);
    return object;
}

json write(const Observation& observation) {
    return {{"facts", write(observation.facts)}, {"fingerprint", observation.fingerprint},
            {"signed", observation.signedJson},  {"terminal", observation.terminal},
            {"time", toIso(observation.time)},   {"user_certificate", observation.userCertificate}};
}

void put(json& object, const char* key, const std::optional<Observation>& observation) {
    if (observation)
        object[key] = write(*observation);
}

void put(json& object, const char* key, const std::optional<Word>& word) {
    if (word)
        object[key] = word->text();
}

json write(const CaseOpened& what) {
    json object{{"edition", what.edition}, {"facts", write(what.facts)}, {"procedure", what.procedure}};
    put(object, "override", what.overrideReason);
    return object;
}
json write(const FactStated& what) {
    return {{"fact", what.fact}, {"value", write(what.value)}};
}
json write(const DocumentRecorded& what) {
    return {
        {"attributes", write(what.attributes)}, {"document", what.document}, {"handed_in", what.handedIn}};
}
json write(const CardBound& what) {
    return {{"observation", write(what.observation)}};
}
json write(const CardObserved& what) {
    return {{"observation", write(what.observation)}};
}
json write(const StepStarted& what) {
    return {{"changes_card", what.changesCard},
            {"facts", write(what.facts)},
            {"irreversible", what.irreversible},
            {"step", what.step}};
}
json write(const StepCompleted& what) {
    json object{{"facts", write(what.facts)}, {"step", what.step}, {"warnings", what.warnings}};
    put(object, "observation", what.observation);
    return object;
}
json write(const StepFailed& what) {
    json object{{"facts", write(what.facts)}, {"reason", what.reason.text()}, {"step", what.step}};
    put(object, "observation", what.observation);
    return object;
}
json write(const Diverted& what) {
    return {
        {"facts", write(what.facts)}, {"reopened", what.reopened}, {"rules", what.rules}, {"to", what.to}};
}
json write(const Suspended& what) {
    return {{"card_kept", what.cardKept}, {"reason", what.reason.text()}};
}
json write(const Resumed& /*what*/) {
    return json::object();
}
json write(const CaseClosed& what) {
    json object{{"outcome", std::string(nameOf(what.outcome))}};
    put(object, "observation", what.observation);
    put(object, "reason", what.reason);
    return object;
}

// ── reading
// ─────────────────────────────────────────────────────────────────────────────────────────────────

/// An object whose keys are all taken, or else it is refused.
class Taker {
public:
    explicit Taker(const json& object) : object_(object) {
        if (!object.is_object())
            malformed("an object is expected");
    }
    const json* optional(const char* key) {
        const auto found = object_.find(key);
        if (found == object_.end())
            return nullptr;
        ++taken_;
        return &*found;
    }
    const json& at(const char* key) {
        const json* value = optional(key);
        if (value == nullptr)
            malformed("'" + std::string(key) + "' is missing");
        return *value;
    }
    std::string text(const char* key) {
        const json& value = at(key);
        if (!value.is_string())
            malformed("'" + std::string(key) + "' is not a text");
        return value.get<std::string>();
    }
    bool flag(const char* key) {
        const json& value = at(key);
        if (!value.is_boolean())
            malformed("'" + std::string(key) + "' is neither true nor false");
        return value.get<bool>();
    }
    std::uint64_t number(const char* key) {
        if (const auto number = wholeNumber(at(key)))
            return *number;
        malformed("'" + std::string(key) + "' is not a whole number");
    }
    std::vector<std::string> texts(const char* key) {
        std::vector<std::string> list;
        const json& values = at(key);
        if (!values.is_array())
            malformed("'" + std::string(key) + "' is not a list");
        for (const json& value : values)
            if (value.is_string())
                list.push_back(value.get<std::string>());
            else
                malformed("'" + std::string(key) + "' holds something that is not a text");
        return list;
    }
    void finish() const {
        if (taken_ != object_.size())
            malformed("a key that is not known");
    }

private:
    const json& object_;
    std::size_t taken_ = 0;
};

FactValue readValue(const json& value) {
    if (value.is_boolean())
        return value.get<bool>();
    if (const auto count = wholeNumber<unsigned>(value, Count::kMax))
        return Count(*count);
    if (value.is_object()) {
        Taker from(value);
        Officer officer(from.text("officer"));
        from.finish();
        return officer;
    }
    if (!value.is_string())
        malformed("a fact's value is of no known kind");
    const auto text = value.get<std::string>();
    if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        const Date day = dateFrom(text);
        if (toIso(day) != text)
            malformed("a day in another form");
        return day;
    }
    return Word(text);
}

Facts readFacts(const json& object) {
    if (!object.is_object())
        malformed("facts are not an object");
    Facts facts;
    for (const auto& [id, value] : object.items())
        facts.emplace(id, readValue(value));
    return facts;
}

Observation readObservation(const json& object) {
    Taker from(object);
    Observation observation{from.text("fingerprint"),          from.text("terminal"),
                            instantFromIso(from.text("time")), readFacts(from.at("facts")),
                            from.text("user_certificate"),     from.text("signed")};
    from.finish();
    return observation;
}

std::optional<Observation> maybeObservation(Taker& from) {
    const json* found = from.optional("observation");
    return found == nullptr ? std::nullopt : std::optional(readObservation(*found));
}

std::optional<Word> maybeWord(Taker& from, const char* key) {
    const json* found = from.optional(key);
    if (found == nullptr)
        return std::nullopt;
    if (!found->is_string())
        malformed("'" + std::string(key) + "' is not a text");
    return Word(found->get<std::string>());
}

template <class What>
What read(Taker& from);
template <>
CaseOpened read(Taker& from) {
    return {from.text("procedure"), from.text("edition"), readFacts(from.at("facts")),
            maybeWord(from, "override")};
}
template <>
FactStated read(Taker& from) {
    return {from.text("fact"), readValue(from.at("value"))};
}
template <>
DocumentRecorded read(Taker& from) {
    return {from.text("document"), from.flag("handed_in"), readFacts(from.at("attributes"))};
}
template <>
CardBound read(Taker& from) {
    return {readObservation(from.at("observation"))};
}
template <>
CardObserved read(Taker& from) {
    return {readObservation(from.at("observation"))};
}
template <>
StepStarted read(Taker& from) {
    return {from.text("step"), readFacts(from.at("facts")), from.flag("changes_card"),
            from.flag("irreversible")};
}
template <>
StepCompleted read(Taker& from) {
    return {from.text("step"), readFacts(from.at("facts")), maybeObservation(from), from.texts("warnings")};
}
template <>
StepFailed read(Taker& from) {
    return {from.text("step"), Word(from.text("reason")), readFacts(from.at("facts")),
            maybeObservation(from)};
}
template <>
Diverted read(Taker& from) {
    return {from.text("to"), from.texts("rules"), readFacts(from.at("facts")), from.texts("reopened")};
}
template <>
Suspended read(Taker& from) {
    return {Word(from.text("reason")), from.flag("card_kept")};
}
template <>
Resumed read(Taker& /*from*/) {
    return {};
}
template <>
CaseClosed read(Taker& from) {
    const auto outcome = outcomeNamed(from.text("outcome"));
    if (!outcome)
        malformed("the outcome is not known");
    return {*outcome, maybeWord(from, "reason"), maybeObservation(from)};
}

using What = decltype(Event::what);

template <std::size_t... I>
What readWhat(std::string_view type, Taker& from, std::index_sequence<I...> /*all*/) {
    std::optional<What> what;
    (void)((type == kTypes.at(I) && (what = read<std::variant_alternative_t<I, What>>(from), true)) || ...);
    if (!what)
        malformed("the type is not known");
    return std::move(*what);
}

Event parse(std::string_view text) {
    const json object = json::parse(text);
    Taker from(object);
    if (const auto version = from.number("v"); version != kEventVersion)
        malformed("version " + std::to_string(version) + " is not known to this program");
    Taker inner(from.at("what"));
    Event event{from.number("seq"), instantFromIso(from.text("at")), Officer(from.text("officer")),
                readWhat(from.text("type"), inner, std::make_index_sequence<kTypes.size()>())};
    inner.finish();
    from.finish();
    return event;
}
} // namespace

std::string_view typeOf(const Event& event) {
    return kTypes.at(event.what.index());
}

std::string toJson(const Event& event) {
    const json object{{"at", toIso(event.time)},
                      {"officer", event.officer.login()},
                      {"seq", event.sequence},
                      {"type", std::string(typeOf(event))},
                      {"v", kEventVersion},
                      {"what", std::visit([](const auto& what) { return write(what); }, event.what)}};
    return object.dump();
}

Event eventFromJson(std::string_view text) {
    try {
        Event event = parse(text);
        if (toJson(event) != text)
            malformed("it is not in the canonical form");
        return event;
    } catch (const json::exception&) {
        malformed("it is not JSON");
    } catch (const Error& error) {
        if (error.fault() == Fault::StorageTampered)
            throw;
        malformed(error.what());
    }
}

} // namespace kaomado::procedure
