// SPDX-License-Identifier: Apache-2.0
#include "kaomado/portal/identity.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/hash.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/base/secret.hpp"
#include "kaomado/base/text_file.hpp"
#include "kaomado/crypto/asn1.hpp"

#include <openssl/pem.h>

namespace kaomado::portal {

using namespace crypto;

namespace {

constexpr std::chrono::days kGoodFor{365};
constexpr std::size_t kLargestFile = 65536;

/// Each extension in the words of openssl's configuration.
void extend(X509* certificate, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509V3_set_ctx_nodb(&context);
    const X509ExtensionPtr extension{
        require(X509V3_EXT_conf_nid(nullptr, &context, nid, value), "extension")};
    require(X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}

X509Ptr selfSigned(EVP_PKEY* key, Instant now) {
    X509Ptr certificate{require(X509_new(), "certificate")};
    X509* c = certificate.get();
    constexpr long kVersion3 = 2;
    constexpr std::size_t kSerialBytes = 15;
    require(X509_set_version(c, kVersion3) == 1, "certificate");
    require(X509_set_serialNumber(c, serialFrom("01" + toHex(randomBytes(kSerialBytes))).get()) == 1,
            "serial");
    // A little earlier than now: two machines never have the same time.
    require(X509_set1_notBefore(c, asn1Time(now - std::chrono::hours{1}).get()) == 1 &&
                X509_set1_notAfter(c, asn1Time(now + kGoodFor).get()) == 1,
            "period");
    X509_NAME* name = X509_get_subject_name(c);
    const auto add = [&](const char* field, std::string_view text) {
        require(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                           reinterpret_cast<const unsigned char*>(text.data()),
                                           static_cast<int>(text.size()), -1, 0) == 1,
                "name");
    };
    add("O", "Kaomado TRAINING");
    add("CN", "Training portal, not for real use");
    require(X509_set_issuer_name(c, name) == 1 && X509_set_pubkey(c, key) == 1, "certificate");
    extend(c, NID_basic_constraints, "critical,CA:FALSE");
    extend(c, NID_key_usage, "critical,digitalSignature");
    extend(c, NID_ext_key_usage, "serverAuth");
    extend(c, NID_subject_key_identifier, "hash");
    extend(c, NID_subject_alt_name, "IP:127.0.0.1,IP:::1,DNS:localhost");
    require(X509_sign(c, key, EVP_sha256()) > 0, "sign");
    return certificate;
}

std::string textOf(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pemOf(X509* certificate) {
    const BioPtr bio{require(BIO_new(BIO_s_mem()), "memory")};
    require(PEM_write_bio_X509(bio.get(), certificate) == 1, "write a certificate");
    return textOf(bio.get());
}

std::string pemOf(EVP_PKEY* key) {
    const BioPtr bio{require(BIO_new(BIO_s_secmem()), "memory")};
    require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "write a key");
    return textOf(bio.get());
}

/// Still good tomorrow.
bool lasts(const std::string& pem, Instant now) {
    const BioPtr bio{require(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "memory")};
    const X509Ptr certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)};
    const auto until = certificate ? instantFrom(X509_get0_notAfter(certificate.get())) : std::nullopt;
    forgetErrors();
    return until && *until > now + std::chrono::days{1};
}

} // namespace

Identity Identity::create(Instant now) {
    const PkeyPtr key{require(EVP_EC_gen("P-256"), "make a key")};
    std::string secret = pemOf(key.get());
    std::string both = secret + pemOf(selfSigned(key.get(), now).get());
    wipe(secret);
    return read(std::move(both), "a new identity");
}

Identity Identity::read(std::string pem, const std::string& name) {
    const auto open = [&] {
        return BioPtr{require(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "memory")};
    };
    const BioPtr forKey = open(), forCertificate = open();
    const PkeyPtr key{PEM_read_bio_PrivateKey(forKey.get(), nullptr, nullptr, nullptr)};
    const X509Ptr certificate{PEM_read_bio_X509(forCertificate.get(), nullptr, nullptr, nullptr)};
    const bool fits = key && certificate && X509_check_private_key(certificate.get(), key.get()) == 1;
    forgetErrors();
    if (!fits) {
        wipe(pem);
        throw Error(Fault::FileMalformed,
                    name + ": no key and its certificate in PEM form; remove the file, and another is made");
    }
    const Sha256 hash = sha256(derOf<X509>(certificate.get(), i2d_X509));
    return {std::move(pem), pemOf(certificate.get()), Bytes(hash.begin(), hash.end())};
}

Identity Identity::loadOrCreate(const std::filesystem::path& folder, Instant now) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        throw Error(Fault::Storage, folder.string() + ": " + failed.message());
    const std::filesystem::path file = folder / "portal.pem";
    if (!std::filesystem::exists(file))
        createFile(file, viewOf(create(now).privatePem()));
    Identity identity = read(readTextFile(file, kLargestFile), file.string());
    if (!lasts(identity.certificatePem(), now)) {
        replaceFile(file, viewOf(create(now).privatePem()));
        return loadOrCreate(folder, now);
    }
    replaceFile(folder / "portal-cert.pem", viewOf(identity.certificatePem()));
    return identity;
}

Identity::~Identity() {
    wipe(private_);
}

} // namespace kaomado::portal
