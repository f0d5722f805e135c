// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/windows_text.hpp"

#include <windows.h>

namespace kaomado {

namespace {
/// Both calls tell the size they need when given no room; then they fill it.
template <class Text, class Call>
Text filled(Call call) {
    Text text(static_cast<std::size_t>(call(nullptr, 0)), 0);
    call(text.data(), static_cast<int>(text.size()));
    return text;
}
} // namespace

std::wstring wideFrom(std::string_view utf8) {
    return filled<std::wstring>([&](wchar_t* to, int room) {
        return MultiByteToWideChar(CP_UTF8, 0, utf8.data(), static_cast<int>(utf8.size()), to, room);
    });
}

std::string utf8From(std::wstring_view wide) {
    return filled<std::string>([&](char* to, int room) {
        return WideCharToMultiByte(CP_UTF8, 0, wide.data(), static_cast<int>(wide.size()), to, room, nullptr,
                                   nullptr);
    });
}

} // namespace kaomado
