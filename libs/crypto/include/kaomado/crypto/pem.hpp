// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/certificate.hpp"

#include <string>
#include <string_view>

namespace kaomado::crypto {

/// The first certificate in a PEM text, e.g. the file that a TLS server is given.
/// @throws Error Fault::FileMalformed when there is none; as readCertificate
Certificate readPemCertificate(std::string_view pem);

/// "OpenSSL 3.0.17 1 Jul 2025": the library that is loaded.
std::string libraryVersion();

} // namespace kaomado::crypto
