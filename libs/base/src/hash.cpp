// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/hash.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/owner.hpp"

#ifdef _WIN32
#include <windows.h>
// bcrypt.h needs windows.h first.
#include <bcrypt.h>
#else
#include <openssl/evp.h>
#endif

namespace kaomado {

namespace {

#ifdef _WIN32
void must(NTSTATUS status) {
    if (status != 0)
        throw Error(Fault::Internal, "SHA-256 is not available");
}

class Digest {
public:
    Digest() {
        must(BCryptOpenAlgorithmProvider(&algorithm_, BCRYPT_SHA256_ALGORITHM, nullptr, 0));
        must(BCryptCreateHash(algorithm_, &hash_, nullptr, 0, nullptr, 0, 0));
    }
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    ~Digest() {
        BCryptDestroyHash(hash_);
        BCryptCloseAlgorithmProvider(algorithm_, 0);
    }
    void add(ByteView data) {
        must(BCryptHashData(hash_, const_cast<PUCHAR>(data.data()), static_cast<ULONG>(data.size()), 0));
    }
    Sha256 finish() {
        Sha256 digest{};
        must(BCryptFinishHash(hash_, digest.data(), static_cast<ULONG>(digest.size()), 0));
        return digest;
    }

private:
    BCRYPT_ALG_HANDLE algorithm_ = nullptr;
    BCRYPT_HASH_HANDLE hash_ = nullptr;
};
#else
void must(bool done) {
    if (!done)
        throw Error(Fault::Internal, "SHA-256 is not available");
}

/// OpenSSL's one-call form looks the algorithm up by name each time, which takes longer than a short hash. So
/// the algorithm is looked up once, and each thread keeps one context.
class Digest {
public:
    Digest() {
        static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr); // for good
        must(context() != nullptr && kAlgorithm != nullptr &&
             EVP_DigestInit_ex2(context(), kAlgorithm, nullptr) == 1);
    }
    void add(ByteView data) { must(EVP_DigestUpdate(context(), data.data(), data.size()) == 1); }
    Sha256 finish() {
        Sha256 digest{};
        must(EVP_DigestFinal_ex(context(), digest.data(), nullptr) == 1);
        return digest;
    }

private:
    static EVP_MD_CTX* context() {
        thread_local const Owner<EVP_MD_CTX, EVP_MD_CTX_free> kContext{EVP_MD_CTX_new()};
        return kContext.get();
    }
};
#endif

} // namespace

Sha256 sha256(ByteView data) {
    return sha256Of({data});
}

Sha256 sha256Of(std::initializer_list<ByteView> parts) {
    Digest digest;
    for (const ByteView part : parts)
        digest.add(part);
    return digest.finish();
}

} // namespace kaomado
