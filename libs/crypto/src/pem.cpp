// SPDX-License-Identifier: Apache-2.0
#include "kaomado/crypto/pem.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/openssl.hpp"

#include <openssl/crypto.h>
#include <openssl/pem.h>

namespace kaomado::crypto {

Certificate readPemCertificate(std::string_view pem) {
    const BioPtr bio(require(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "memory"));
    const X509Ptr parsed(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    forgetErrors();
    if (!parsed)
        throw Error(Fault::FileMalformed, "there is no certificate in PEM form");
    return readCertificate(derOf<X509>(parsed.get(), i2d_X509));
}

std::string libraryVersion() {
    return OpenSSL_version(OPENSSL_VERSION);
}

} // namespace kaomado::crypto
