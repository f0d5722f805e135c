// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace kaomado::portal {

/// What a client asks and what the portal answers, whatever carries it: HTTP over TLS, or a function call.
enum class Verb { Get, Post, Delete };

struct Request {
    Verb verb = Verb::Get;
    std::string path;    ///< "/v1/challenges", without a query: nothing is ever said in an address
    std::string token{}; ///< of a login; empty = none
    std::string body{};  ///< JSON, or nothing
};

struct Answer {
    unsigned status = 500;
    std::string body{}; ///< JSON; problem+json (RFC 9457) from 400 upwards; nothing with 204
};

/// Bodies are small; more than this is not read, on either side.
inline constexpr std::size_t kLargestBody = 16UL * 1024;

} // namespace kaomado::portal
