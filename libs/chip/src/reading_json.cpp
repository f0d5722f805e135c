// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/json_text.hpp"
#include "kaomado/chip/chip_reading.hpp"

namespace kaomado::chip {

namespace {
using nlohmann::json;

constexpr unsigned kFormat = 1;

template <class T>
json orNull(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json toValue(const CertificateFacts& facts) {
    return {{"issuer", facts.issuer},
            {"notAfter", toIso(facts.notAfter)},
            {"notBefore", toIso(facts.notBefore)},
            {"serial", facts.serial},
            {"sha256", facts.sha256}};
}

[[noreturn]] void refuse(const std::string& key, const std::string& why) {
    throw Error(Fault::FileMalformed, "chip reading: " + key + ": " + why);
}

const json& member(const json& object, const std::string& key) {
    if (!object.is_object() || !object.contains(key))
        refuse(key, "is missing");
    return object.at(key);
}

std::string textAt(const json& object, const std::string& key) {
    const json& value = member(object, key);
    if (!value.is_string())
        refuse(key, "must be a text");
    return value.get<std::string>();
}

std::optional<bool> flagAt(const json& object, const std::string& key) {
    const json& value = member(object, key);
    if (value.is_null())
        return std::nullopt;
    if (!value.is_boolean())
        refuse(key, "must be true, false or null");
    return value.get<bool>();
}

/// `read` is dateFrom or instantFromIso.
template <class Read>
auto timeAt(const json& object, const std::string& key, Read read) {
    const std::string text = textAt(object, key);
    try {
        return read(text);
    } catch (const Error&) {
        refuse(key, "must be a time in ISO form");
    }
}

unsigned triesFrom(const std::string& id, const json& value) {
    constexpr unsigned kMostTries = 15; // 63Cx counts no further
    if (const auto tries = wholeNumber(value, kMostTries))
        return *tries;
    refuse("tries." + id, "must be a number from 0 to 15 or null");
}

std::map<std::string, std::optional<unsigned>> triesAt(const json& object) {
    const json& value = member(object, "tries");
    if (!value.is_object())
        refuse("tries", "must be an object");
    std::map<std::string, std::optional<unsigned>> tries;
    for (const auto& [id, left] : value.items())
        tries[id] = left.is_null() ? std::nullopt : std::optional{triesFrom(id, left)};
    return tries;
}

std::vector<Unreadable> unreadableAt(const json& object) {
    const json& value = member(object, "unreadable");
    if (!value.is_array())
        refuse("unreadable", "must be a list");
    std::vector<Unreadable> list;
    for (const json& row : value)
        list.push_back({textAt(row, "what"), textAt(row, "why")});
    return list;
}

std::optional<CertificateFacts> factsAt(const json& object) {
    const json& value = member(object, "userAuth");
    if (value.is_null())
        return std::nullopt;
    return CertificateFacts{textAt(value, "serial"), textAt(value, "issuer"),
                            timeAt(value, "notBefore", instantFromIso),
                            timeAt(value, "notAfter", instantFromIso), textAt(value, "sha256")};
}

ChipReading fromValue(const json& value) {
    if (member(value, "format") != kFormat)
        refuse("format", "must be 1");
    ChipReading reading;
    reading.fingerprint = textAt(value, "fingerprint");
    reading.tries = triesAt(value);
    reading.signaturePresent = flagAt(value, "signaturePresent");
    reading.userAuthPresent = flagAt(value, "userAuthPresent");
    reading.userAuth = factsAt(value);
    if (!member(value, "cardExpiry").is_null())
        reading.cardExpiry =
            timeAt(value, "cardExpiry", [](std::string_view text) { return dateFrom(text); });
    reading.municipality = textAt(value, "municipality");
    reading.tokenName = textAt(value, "tokenName");
    reading.unreadable = unreadableAt(value);
    reading.terminal = textAt(value, "terminal");
    reading.time = timeAt(value, "time", instantFromIso);
    return reading;
}
} // namespace

std::string toJson(const ChipReading& reading) {
    json tries = json::object();
    for (const auto& [id, left] : reading.tries)
        tries[id] = orNull(left);
    json unreadable = json::array();
    for (const Unreadable& row : reading.unreadable)
        unreadable.push_back({{"what", row.what}, {"why", row.why}});
    const json value{{"format", kFormat},
                     {"fingerprint", reading.fingerprint},
                     {"tries", std::move(tries)},
                     {"signaturePresent", orNull(reading.signaturePresent)},
                     {"userAuthPresent", orNull(reading.userAuthPresent)},
                     {"userAuth", reading.userAuth ? toValue(*reading.userAuth) : json(nullptr)},
                     {"cardExpiry", reading.cardExpiry ? json(toIso(*reading.cardExpiry)) : json(nullptr)},
                     {"municipality", reading.municipality},
                     {"tokenName", reading.tokenName},
                     {"unreadable", std::move(unreadable)},
                     {"terminal", reading.terminal},
                     {"time", toIso(reading.time)}};
    return writeJson(value);
}

ChipReading readingFromJson(std::string_view text) {
    ChipReading reading = fromValue(parseJson(text, "chip reading"));
    // One reading has one form: an unknown or repeated key, a blank or another number form differs here.
    if (toJson(reading) != text)
        refuse("the text", "is not in canonical form (an unknown key, a repeated key or blanks)");
    return reading;
}

} // namespace kaomado::chip
