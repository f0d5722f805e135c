// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one door to Asio and Beast, which take seconds to compile: for server.cpp and tls_link.cpp alone.

#include "kaomado/portal/message.hpp"

// g++ 12 sees uninitialised and too long things in the inlined innards of both.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#endif
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

namespace kaomado::portal {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

inline constexpr unsigned kHttp11 = 11;
inline constexpr std::uint32_t kLargestHead = 8U * 1024;

} // namespace kaomado::portal
