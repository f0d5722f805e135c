// SPDX-License-Identifier: Apache-2.0
#include "host_names.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>

namespace kaomado::server {

namespace {

bool isPort(std::string_view text) {
    return text.empty() || (text.front() == ':' && text.size() <= 6 &&
                            text.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

bool isNumber(int family, const std::string& host) {
    in6_addr room{};
    return ::inet_pton(family, host.c_str(), &room) == 1;
}

/// In small letters. None when what stands behind it is no port.
std::optional<std::string> nameIn(std::string_view hostField, std::size_t end) {
    if (!isPort(hostField.substr(end)))
        return std::nullopt;
    std::string name(hostField.substr(0, end));
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return name;
}

} // namespace

bool namesThisServer(std::string_view hostField, const std::set<std::string, std::less<>>& names) {
    if (hostField.starts_with('[')) {
        const std::size_t end = hostField.find(']');
        return end != std::string_view::npos && isPort(hostField.substr(end + 1)) &&
               isNumber(AF_INET6, std::string(hostField.substr(1, end - 1)));
    }
    const auto name = nameIn(hostField, std::min(hostField.find(':'), hostField.size()));
    return name && (*name == "localhost" || names.contains(*name) || isNumber(AF_INET, *name));
}

} // namespace kaomado::server
