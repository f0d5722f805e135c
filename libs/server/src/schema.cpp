// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <regex>

namespace kaomado::server {

using nlohmann::json;

namespace {

using Found = std::optional<std::string>;

bool isOfType(const json& value, const std::string& type) {
    static const std::map<std::string, bool (*)(const json&)> kTypes{
        {"object", [](const json& v) { return v.is_object(); }},
        {"array", [](const json& v) { return v.is_array(); }},
        {"string", [](const json& v) { return v.is_string(); }},
        {"boolean", [](const json& v) { return v.is_boolean(); }},
        {"integer", [](const json& v) { return v.is_number_integer(); }},
        {"number", [](const json& v) { return v.is_number(); }},
        {"null", [](const json& v) { return v.is_null(); }}};
    const auto known = kTypes.find(type);
    if (known == kTypes.end())
        throw Error(Fault::Internal, "the description names a type that nobody checks: " + type);
    return known->second(value);
}

/// Characters, not bytes.
std::size_t lengthOf(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Compiled once; the patterns are those of one description.
bool matches(const std::string& text, const std::string& pattern) {
    static std::mutex mutex;
    static std::map<std::string, std::regex> compiled;
    const std::lock_guard lock(mutex);
    const auto at = compiled.try_emplace(pattern, pattern, std::regex::ECMAScript).first;
    return std::regex_search(text, at->second);
}

class Check {
public:
    explicit Check(const json& document) : document_(document) {}

    Found against(const json& schema, const json& value, const std::string& at) const {
        static const std::map<std::string,
                              Found (Check::*)(const json&, const json&, const std::string&) const>
            kKeywords{{"$ref", &Check::reference},
                      {"type", &Check::type},
                      {"enum", &Check::oneOfValues},
                      {"pattern", &Check::pattern},
                      {"minLength", &Check::minLength},
                      {"maxLength", &Check::maxLength},
                      {"minimum", &Check::minimum},
                      {"maximum", &Check::maximum},
                      {"minItems", &Check::minItems},
                      {"maxItems", &Check::maxItems},
                      {"items", &Check::items},
                      {"required", &Check::required},
                      {"maxProperties", &Check::maxProperties},
                      {"propertyNames", &Check::propertyNames},
                      {"oneOf", &Check::oneOf}};
        for (const auto& [keyword, content] : schema.items()) {
            if (keyword == "description" || keyword == "default" || keyword == "properties" ||
                keyword == "additionalProperties")
                continue; // the last two belong together, see members
            const auto known = kKeywords.find(keyword);
            if (known == kKeywords.end())
                throw Error(Fault::Internal, "the description uses a keyword that nobody checks: " + keyword);
            if (Found wrong = (this->*known->second)(content, value, at))
                return wrong;
        }
        return members(schema, value, at);
    }

private:
    Found reference(const json& target, const json& value, const std::string& at) const {
        return against(resolved(document_, {{"$ref", target}}), value, at);
    }
    Found type(const json& types, const json& value, const std::string& at) const {
        const bool fits = types.is_array()
                              ? std::ranges::any_of(types, [&](const json& t) { return isOfType(value, t); })
                              : isOfType(value, types);
        return fits ? Found{} : at + ": must be of type " + types.dump();
    }
    Found oneOfValues(const json& values, const json& value, const std::string& at) const {
        return std::ranges::find(values, value) != values.end() ? Found{}
                                                                : at + ": must be one of " + values.dump();
    }
    Found pattern(const json& pattern, const json& value, const std::string& at) const {
        return !value.is_string() || matches(value, pattern) ? Found{}
                                                             : at + ": must match " + pattern.dump();
    }
    Found minLength(const json& limit, const json& value, const std::string& at) const {
        return !value.is_string() || lengthOf(value) >= limit ? Found{} : at + ": is too short";
    }
    Found maxLength(const json& limit, const json& value, const std::string& at) const {
        return !value.is_string() || lengthOf(value) <= limit ? Found{} : at + ": is too long";
    }
    Found minimum(const json& limit, const json& value, const std::string& at) const {
        return !value.is_number() || value >= limit ? Found{} : at + ": is too small";
    }
    Found maximum(const json& limit, const json& value, const std::string& at) const {
        return !value.is_number() || value <= limit ? Found{} : at + ": is too large";
    }
    Found minItems(const json& limit, const json& value, const std::string& at) const {
        return !value.is_array() || value.size() >= limit ? Found{} : at + ": has too few items";
    }
    Found maxItems(const json& limit, const json& value, const std::string& at) const {
        return !value.is_array() || value.size() <= limit ? Found{} : at + ": has too many items";
    }
    Found items(const json& schema, const json& value, const std::string& at) const {
        for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
            if (Found wrong = against(schema, value[i], at + "/" + std::to_string(i)))
                return wrong;
        return {};
    }
    Found required(const json& names, const json& value, const std::string& at) const {
        for (const json& name : names)
            if (value.is_object() && !value.contains(name.get<std::string>()))
                return at + ": lacks " + name.dump();
        return {};
    }
    Found maxProperties(const json& limit, const json& value, const std::string& at) const {
        return !value.is_object() || value.size() <= limit ? Found{} : at + ": has too many members";
    }
    Found propertyNames(const json& schema, const json& value, const std::string& at) const {
        if (!value.is_object())
            return {};
        for (const auto& [name, member] : value.items())
            if (against(schema, name, at))
                return at + ": a member has a name of another form";
        return {};
    }
    Found oneOf(const json& schemas, const json& value, const std::string& at) const {
        const auto fitting =
            std::ranges::count_if(schemas, [&](const json& s) { return !against(s, value, at); });
        return fitting == 1 ? Found{} : at + ": must fit exactly one of the forms allowed";
    }
    Found members(const json& schema, const json& value, const std::string& at) const {
        if (!value.is_object())
            return {};
        static const json kNone = json::object();
        const json& known = schema.contains("properties") ? schema.at("properties") : kNone;
        const auto others = schema.find("additionalProperties");
        for (const auto& [name, member] : value.items()) {
            Found wrong;
            if (known.contains(name))
                wrong = against(known.at(name), member, at + "/" + name);
            else if (others != schema.end() && others->is_boolean() && !others->get<bool>())
                wrong = at + ": has a member that is not known";
            else if (others != schema.end() && others->is_object())
                wrong = against(*others, member, at + "/" + name);
            if (wrong)
                return wrong;
        }
        return {};
    }

    const json& document_;
};

} // namespace

const json& resolved(const json& document, const json& schema) {
    if (!schema.contains("$ref"))
        return schema;
    const std::string target = schema.at("$ref");
    return document.at(json::json_pointer(target.substr(1)));
}

std::optional<std::string> violation(const json& document, const json& schema, const json& value) {
    return Check(document).against(schema, value, "");
}

} // namespace kaomado::server
