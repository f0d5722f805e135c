// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/random.hpp"

#include "kaomado/base/error.hpp"

#ifdef _WIN32
#include <windows.h>
// bcrypt.h needs windows.h first.
#include <bcrypt.h>
#else
#include <openssl/rand.h>
#endif

namespace kaomado {

Bytes randomBytes(std::size_t count) {
    Bytes bytes(count);
#ifdef _WIN32
    const bool ok = BCryptGenRandom(nullptr, bytes.data(), static_cast<ULONG>(count),
                                    BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0;
#else
    const bool ok = RAND_bytes(bytes.data(), static_cast<int>(count)) == 1;
#endif
    if (!ok)
        throw Error(Fault::Internal, "the random generator of the operating system failed");
    return bytes;
}

} // namespace kaomado
