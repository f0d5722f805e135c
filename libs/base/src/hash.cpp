// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/hash.hpp"

#include "kaomado/base/error.hpp"

#ifdef _WIN32
#include <windows.h>
// bcrypt.h needs windows.h first.
#include <bcrypt.h>
#else
#include <openssl/sha.h>
#endif

namespace kaomado {

Sha256 sha256(ByteView data) {
    Sha256 digest{};
#ifdef _WIN32
    BCRYPT_ALG_HANDLE algorithm = nullptr;
    if (BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_SHA256_ALGORITHM, nullptr, 0) != 0)
        throw Error(Fault::Internal, "SHA-256 is not available");
    const auto status =
        BCryptHash(algorithm, nullptr, 0, const_cast<PUCHAR>(data.data()), static_cast<ULONG>(data.size()),
                   digest.data(), static_cast<ULONG>(digest.size()));
    BCryptCloseAlgorithmProvider(algorithm, 0);
    if (status != 0)
        throw Error(Fault::Internal, "SHA-256 is not available");
#else
    if (SHA256(data.data(), data.size(), digest.data()) == nullptr)
        throw Error(Fault::Internal, "SHA-256 is not available");
#endif
    return digest;
}

} // namespace kaomado
