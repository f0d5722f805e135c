// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/base/hash.hpp"

#include <memory>

struct x509_st; // OpenSSL's X509

namespace kaomado::chip {

/// An X.509 certificate, read only. Cheap to copy. @thread may be read from several threads
class Certificate {
public:
    /// @throws Error Fault::CardUnreadable unless `der` is one certificate and nothing else
    static Certificate fromDer(ByteView der);

    /// Distinguished names as RFC 2253 text, ASCII (other characters as \XX of their UTF-8).
    std::string subject() const;
    std::string issuer() const;
    /// Upper-case hexadecimal, two digits a byte, no leading zero byte; a negative one begins with '-'.
    std::string serial() const;
    Instant notBefore() const;
    Instant notAfter() const;
    const Bytes& der() const { return der_; }
    /// SHA-256 of the DER.
    Sha256 digest() const { return sha256(der_); }

    x509_st* handle() const { return handle_.get(); }

private:
    Certificate(std::shared_ptr<x509_st> handle, Bytes der)
        : handle_(std::move(handle)), der_(std::move(der)) {}

    std::shared_ptr<x509_st> handle_;
    Bytes der_;
};

} // namespace kaomado::chip
