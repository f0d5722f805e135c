// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace kaomado::server {

/// Whether a Host field names this server. A foreign page can let a name of its own lead to this machine and
/// then talk to it as to itself (DNS rebinding); what it cannot do is own a number or `localhost`. So
/// numbers, `localhost` and the names given are this server's, with any port and however they are written.
/// `names`: in small letters, without a port. @source SRC-RFC9110
bool namesThisServer(std::string_view hostField, const std::set<std::string, std::less<>>& names);

} // namespace kaomado::server
