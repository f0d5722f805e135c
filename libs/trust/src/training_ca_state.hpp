// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/openssl.hpp"
#include "register.hpp"

#include <mutex>

namespace kaomado::trust {

struct Authority {
    CertificateKind kind;
    crypto::KeyPair key;
    crypto::X509Ptr certificate;
};

/// Keys and certificates of the authorities never change after construction; the mutex guards the rest.
struct TrainingCa::State {
    std::vector<Authority> authorities; ///< in the order of kAllKinds
    std::filesystem::path folder;       ///< empty: in memory
    std::mutex mutex;
    Register issued;
    std::map<std::string, crypto::KeyPair, std::less<>> named;

    const Authority& of(CertificateKind kind) const { return authorities.at(static_cast<std::size_t>(kind)); }
};

} // namespace kaomado::trust
