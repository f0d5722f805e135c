// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/server/http.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace kaomado::server {

/// Who may call an operation: `x-roles` of the description. None of the three: nobody.
struct Access {
    bool everybody = false;      ///< "public"
    bool signedIn = false;       ///< "any"
    std::set<std::string> roles; ///< one of these

    bool allows(const std::set<std::string>& mine) const;
};

/// One operation of openapi.json.
struct Operation {
    std::string id, method, path;
    std::vector<std::string> segments; ///< "{case}" for a parameter
    Access access;
    const nlohmann::json* definition = nullptr;    ///< in the description
    std::vector<const nlohmann::json*> parameters; ///< resolved; those of the path too
    const nlohmann::json* body = nullptr;          ///< schema; none: the operation takes no body

    bool needsKey() const; ///< wants an Idempotency-Key
};

/// What was sent, checked against the description.
struct Input {
    std::map<std::string, std::string, std::less<>> path, query; ///< decoded; query with its defaults
    nlohmann::json body = nlohmann::json::object();
};

/// The description as the table of routes. @thread immutable once made
class Contract {
public:
    /// @throws Error Fault::Internal when the description cannot be understood
    explicit Contract(std::string_view openapi);

    /// The description compiled into this program.
    static const Contract& builtIn();

    const std::vector<Operation>& operations() const { return operations_; }
    const nlohmann::json& document() const { return document_; }

    /// Null when there is no such operation.
    const Operation* find(std::string_view method, std::string_view path) const;
    /// As the Allow field has them: "GET, POST". Empty: there is no such path.
    std::string methodsOf(std::string_view path) const;

    /// @throws Error Fault::BadInput naming the place, never the value
    Input check(const Operation& operation, const Request& request) const;

private:
    nlohmann::json document_;
    std::vector<Operation> operations_;
};

/// Percent signs decoded. None: what is left is no UTF-8 of printable characters.
std::optional<std::string> decoded(std::string_view text);

} // namespace kaomado::server
