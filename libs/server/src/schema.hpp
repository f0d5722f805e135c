// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace kaomado::server {

/// What is wrong with a value by a schema of our OpenAPI description, at its place ("/facts/visitor: …");
/// none when it fits. Never names the value. Understands the part of JSON Schema that
/// libs/server/data/openapi.json uses; `document` is what a `$ref` leads into.
/// @throws Error Fault::Internal for a keyword that it does not know: nothing is let through unseen
std::optional<std::string> violation(const nlohmann::json& document, const nlohmann::json& schema,
                                     const nlohmann::json& value);

/// What "#/components/…" leads to; the schema itself when it is no reference.
const nlohmann::json& resolved(const nlohmann::json& document, const nlohmann::json& schema);

} // namespace kaomado::server
