// SPDX-License-Identifier: Apache-2.0
#include "kaomado/crypto/openssl.hpp"

#include "kaomado/base/error.hpp"

#include <openssl/err.h>

namespace kaomado::crypto {

void require(bool ok, const char* what) {
    if (ok)
        return;
    char text[256] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    forgetErrors();
    throw Error(Fault::Internal, std::string("OpenSSL, ") + what + ": " + text);
}

void forgetErrors() noexcept {
    ERR_clear_error();
}

} // namespace kaomado::crypto
