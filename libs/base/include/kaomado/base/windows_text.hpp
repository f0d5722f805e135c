// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kaomado {

// UTF-8, which everything here speaks, and UTF-16, which Windows' own calls take. What is no text becomes
// U+FFFD. There on Windows only. @thread any
std::wstring wideFrom(std::string_view utf8);
std::string utf8From(std::wstring_view wide);

} // namespace kaomado
