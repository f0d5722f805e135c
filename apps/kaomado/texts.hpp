// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/error.hpp>

#include <initializer_list>
#include <string>
#include <utility>

namespace kaomado::app {

/// A text of texts/*.json. @throws Error Fault::Internal for a key that no file has
const std::string& text(std::string_view key, Language language);

bool hasText(std::string_view key);

/// Replaces each {name}.
std::string fill(std::string text,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values);

} // namespace kaomado::app
