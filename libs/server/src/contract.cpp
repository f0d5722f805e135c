// SPDX-License-Identifier: Apache-2.0
#include "contract.hpp"

#include "denial.hpp"
#include "embedded/openapi_json.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/json_text.hpp"
#include "schema.hpp"

#include <algorithm>
#include <charconv>

namespace kaomado::server {

using nlohmann::json;

namespace {

constexpr std::string_view kMethods[] = {"get", "post", "put", "patch", "delete"};

std::vector<std::string> segmentsOf(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
        const std::size_t end = std::min(path.find('/'), path.size());
        parts.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return parts;
}

bool isParameter(const std::string& segment) {
    return segment.starts_with('{');
}

bool fits(const Operation& operation, const std::vector<std::string>& parts) {
    return std::ranges::equal(operation.segments, parts,
                              [](const std::string& known, const std::string& sent) {
                                  return isParameter(known) ? !sent.empty() : known == sent;
                              });
}

Access accessFrom(const json& definition) {
    Access access;
    for (const json& role : definition.value("x-roles", json::array())) {
        access.everybody = access.everybody || role == "public";
        access.signedIn = access.signedIn || role == "any";
        if (role != "public" && role != "any")
            access.roles.insert(role.get<std::string>());
    }
    return access;
}

/// As JSON, so that one validator serves all: a parameter is a text, or a number where the schema says so.
json valueOf(const std::string& text, const json& schema) {
    if (schema.value("type", json()) != "integer")
        return text;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? json(number) : json(text);
}

std::map<std::string, std::string, std::less<>> queryOf(std::string_view text) {
    std::map<std::string, std::string, std::less<>> all;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = decoded(pair.substr(0, equals));
        const auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value || !all.emplace(*name, *value).second)
            throw Error(Fault::BadInput, "the query cannot be understood, or names something twice");
    }
    return all;
}

bool isJson(std::string_view type) {
    return type == "application/json" || type.starts_with("application/json;");
}

json bodyOf(const Request& request) {
    if (!isJson(request.header("content-type")))
        throw Error(Fault::BadInput, "Content-Type must be application/json");
    try {
        return parseJson(request.body, "body");
    } catch (const Error& e) {
        throw Error(Fault::BadInput, e.what());
    }
}

} // namespace

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            unsigned value = 0;
            const char* begin = text.data() + i + 1;
            if (i + 2 >= text.size() || std::from_chars(begin, begin + 2, value, 16).ptr != begin + 2)
                return std::nullopt;
            c = static_cast<char>(value);
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            return std::nullopt;
        out += c;
    }
    return out;
}

bool Access::allows(const std::set<std::string>& mine) const {
    return everybody || signedIn ||
           std::ranges::any_of(roles, [&](const auto& role) { return mine.contains(role); });
}

bool Operation::needsKey() const {
    return std::ranges::any_of(parameters, [](const json* p) { return p->at("in") == "header"; });
}

Contract::Contract(std::string_view openapi) : document_(json::parse(openapi)) {
    for (const auto& [path, item] : document_.at("paths").items())
        for (const std::string_view method : kMethods) {
            const auto definition = item.find(method);
            if (definition == item.end())
                continue;
            Operation& operation = operations_.emplace_back();
            operation.id = definition->at("operationId");
            std::ranges::transform(method, std::back_inserter(operation.method),
                                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
            operation.path = path;
            operation.segments = segmentsOf(path);
            operation.access = accessFrom(*definition);
            operation.definition = &*definition;
            for (const json* owner : {&item, &*definition})
                if (owner->contains("parameters"))
                    for (const json& parameter : owner->at("parameters"))
                        operation.parameters.push_back(&resolved(document_, parameter));
            if (definition->contains("requestBody"))
                operation.body =
                    &definition->at("requestBody").at("content").at("application/json").at("schema");
        }
}

const Contract& Contract::builtIn() {
    static const Contract kContract(embedded::openapi_json());
    return kContract;
}

const Operation* Contract::find(std::string_view method, std::string_view path) const {
    const std::vector<std::string> parts = segmentsOf(path);
    const auto found = std::ranges::find_if(operations_, [&](const Operation& operation) {
        return operation.method == method && fits(operation, parts);
    });
    return path.starts_with('/') && found != operations_.end() ? &*found : nullptr;
}

std::string Contract::methodsOf(std::string_view path) const {
    std::string methods;
    const std::vector<std::string> parts = segmentsOf(path);
    for (const Operation& operation : operations_)
        if (path.starts_with('/') && fits(operation, parts))
            methods += (methods.empty() ? "" : ", ") + operation.method;
    return methods;
}

Input Contract::check(const Operation& operation, const Request& request) const {
    Input input;
    const std::vector<std::string> parts = segmentsOf(request.path);
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (isParameter(operation.segments[i])) {
            const auto value = decoded(parts[i]);
            if (!value)
                throw Error(Fault::BadInput, "the path cannot be understood");
            input.path.emplace(operation.segments[i].substr(1, operation.segments[i].size() - 2), *value);
        }
    auto query = queryOf(request.query);
    for (const json* parameter : operation.parameters) {
        const std::string name = parameter->at("name");
        const std::string where = parameter->at("in");
        const json& schema = resolved(document_, parameter->at("schema"));
        std::optional<std::string> sent;
        if (where == "path")
            sent = input.path.at(name);
        if (where == "header" && !request.header("idempotency-key").empty())
            sent = request.header("idempotency-key");
        if (where == "query")
            if (auto found = query.extract(name))
                sent = std::move(found.mapped());
        if (!sent && parameter->value("required", false))
            throw Error(Fault::BadInput, name + ": is missing");
        if (sent)
            if (const auto wrong = violation(document_, schema, valueOf(*sent, schema))) {
                if (where == "path")
                    throw Denied(Denial::NotFound, name + *wrong);
                throw Error(Fault::BadInput, name + *wrong);
            }
        if (where == "query" && !sent && schema.contains("default"))
            sent = schema.at("default").dump();
        if (where == "query" && sent)
            input.query.emplace(name, *sent);
    }
    if (!query.empty())
        throw Error(Fault::BadInput, "the query names something that is not known");
    if (operation.body == nullptr && !request.body.empty())
        throw Error(Fault::BadInput, "this request has no body");
    if (operation.body != nullptr) {
        input.body = bodyOf(request);
        if (const auto wrong = violation(document_, *operation.body, input.body))
            throw Error(Fault::BadInput, "body" + *wrong);
    }
    return input;
}

} // namespace kaomado::server
