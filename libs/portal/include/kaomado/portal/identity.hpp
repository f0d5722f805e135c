// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/clock.hpp"

#include <filesystem>

namespace kaomado::portal {

/// Key and certificate of a portal's server: P-256, for 127.0.0.1, ::1 and localhost, plainly named as
/// training, good for a year. It signs itself: who has the certificate's file trusts this server and no
/// other.
class Identity {
public:
    static Identity create(Instant now);
    /// FOLDER/portal.pem (mode 0600: key and certificate), made when it is not there or has run out, and
    /// FOLDER/portal-cert.pem (certificate alone, for clients). Two programs that do so at once have the
    /// same.
    /// @throws Error Fault::FileMalformed, Storage
    static Identity loadOrCreate(const std::filesystem::path& folder, Instant now);

    const std::string& certificatePem() const { return certificate_; }
    /// Key and certificate. To be given to the TLS library and nobody else.
    const std::string& privatePem() const { return private_; }
    /// SHA-256 of the certificate, DER.
    const Bytes& binding() const { return binding_; }

    Identity(const Identity&) = delete;
    Identity& operator=(const Identity&) = delete;
    Identity(Identity&&) noexcept = default;
    Identity& operator=(Identity&&) = delete;
    ~Identity();

private:
    Identity(std::string pem, std::string certificate, Bytes binding)
        : private_(std::move(pem)), certificate_(std::move(certificate)), binding_(std::move(binding)) {}
    static Identity read(std::string pem, const std::string& name);

    std::string private_, certificate_;
    Bytes binding_;
};

} // namespace kaomado::portal
