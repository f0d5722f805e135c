// SPDX-License-Identifier: Apache-2.0
#include "kaomado/trust/training_ca.hpp"

#include "file_lock.hpp"
#include "issue.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"
#include "kaomado/crypto/asn1.hpp"
#include "profiles.hpp"
#include "training_ca_state.hpp"

#include <openssl/pem.h>

#include <algorithm>

namespace kaomado::trust {

using namespace crypto;

namespace {
namespace fs = std::filesystem;
constexpr const char* kLockFile = ".lock";

Error malformed(const fs::path& file, const char* what) {
    return {Fault::FileMalformed,
            file.string() + ": " + what + "; restore it or start with an empty CA folder"};
}

KeyPair loadKey(const fs::path& file) {
    std::string pem = readTextFile(file, 65536);
    const BioPtr bio{require(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "memory")};
    const PkeyPtr key{PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)};
    wipe(pem);
    forgetErrors();
    if (!key)
        throw malformed(file, "not a private key in PEM form");
    const Pkcs8Ptr info{require(EVP_PKEY2PKCS8(key.get()), "private key")};
    Bytes der = derOf<PKCS8_PRIV_KEY_INFO>(info.get(), i2d_PKCS8_PRIV_KEY_INFO);
    const WipeOnExit wiped{der};
    const auto pair = KeyPair::fromPkcs8(der);
    if (!pair)
        throw malformed(file, "not a key of the kind RSA with 2048 bits");
    return *pair;
}

void saveBio(const fs::path& file, BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    replaceFile(file, viewOf({data, static_cast<std::size_t>(size)}));
}

void saveKey(const fs::path& file, const KeyPair& key) {
    const BioPtr bio{require(BIO_new(BIO_s_secmem()), "memory")};
    require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key.native(), nullptr, nullptr, 0, nullptr, nullptr) ==
                1,
            "write a key");
    saveBio(file, bio.get());
}

X509Ptr loadCertificate(const fs::path& file, const KeyPair& key) {
    const std::string pem = readTextFile(file, 65536);
    const BioPtr bio{require(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "memory")};
    X509Ptr certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)};
    const bool fits = certificate && X509_check_private_key(certificate.get(), key.native()) == 1;
    forgetErrors();
    if (!certificate)
        throw malformed(file, "not a certificate in PEM form");
    if (!fits)
        throw malformed(file, "the certificate does not belong to the key beside it");
    return certificate;
}

Authority makeAuthorityOf(CertificateKind kind, KeyPair key) {
    X509Ptr certificate = makeAuthority(kind, key);
    return {kind, std::move(key), std::move(certificate)};
}

std::vector<Authority> makeAuthorities() {
    std::vector<KeyPair> keys = generateKeys(std::size(kAllKinds));
    std::vector<Authority> made;
    for (std::size_t i = 0; i < keys.size(); ++i)
        made.push_back(makeAuthorityOf(kAllKinds[i], std::move(keys[i])));
    return made;
}

fs::path keyFile(const fs::path& folder, std::string_view stem) {
    return folder / (std::string(stem) + ".key.pem");
}
fs::path certificateFile(const fs::path& folder, std::string_view stem) {
    return folder / (std::string(stem) + ".cert.pem");
}

void saveAuthorities(const fs::path& folder, const std::vector<Authority>& authorities) {
    for (const Authority& authority : authorities) {
        const std::string& stem = profiles().of(authority.kind).file;
        const BioPtr bio{require(BIO_new(BIO_s_mem()), "memory")};
        require(PEM_write_bio_X509(bio.get(), authority.certificate.get()) == 1, "write a certificate");
        saveKey(keyFile(folder, stem), authority.key);
        saveBio(certificateFile(folder, stem), bio.get());
    }
}

std::vector<Authority> loadAuthorities(const fs::path& folder) {
    std::vector<Authority> loaded;
    for (const CertificateKind kind : kAllKinds) {
        const std::string& stem = profiles().of(kind).file;
        KeyPair key = loadKey(keyFile(folder, stem));
        X509Ptr certificate = loadCertificate(certificateFile(folder, stem), key);
        loaded.push_back({kind, std::move(key), std::move(certificate)});
    }
    return loaded;
}

/// Empty or not there, apart from the lock of the first maker.
bool isFresh(const fs::path& folder) {
    return std::ranges::none_of(kAllKinds, [&](CertificateKind kind) {
        const std::string& stem = profiles().of(kind).file;
        return fs::exists(keyFile(folder, stem)) || fs::exists(certificateFile(folder, stem));
    });
}

void makeFolder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed && fs::is_directory(folder))
        return;
    throw Error(Fault::Storage, folder.string() + ": cannot be made a folder for the training CA");
}
} // namespace

TrainingCa::TrainingCa(std::unique_ptr<State> state) : state_(std::move(state)) {}
TrainingCa::TrainingCa(TrainingCa&&) noexcept = default;
TrainingCa& TrainingCa::operator=(TrainingCa&&) noexcept = default;
TrainingCa::~TrainingCa() = default;

TrainingCa TrainingCa::inMemory() {
    auto state = std::make_unique<State>();
    state->authorities = makeAuthorities();
    return TrainingCa{std::move(state)};
}

TrainingCa TrainingCa::open(const fs::path& folder) {
    makeFolder(folder);
    auto state = std::make_unique<State>();
    state->folder = folder;
    const FileLock lock{folder / kLockFile}; // two first users at once make one CA, not two halves
    if (isFresh(folder))
        saveAuthorities(folder, makeAuthorities());
    state->authorities = loadAuthorities(folder);
    state->issued = Register{folder / "register.jsonl"};
    return TrainingCa{std::move(state)};
}

Bytes TrainingCa::certificate(CertificateKind kind) const {
    return derOf<X509>(state_->of(kind).certificate.get(), i2d_X509);
}

std::vector<Bytes> TrainingCa::anchors() const {
    return {certificate(CertificateKind::UserAuth), certificate(CertificateKind::Signature)};
}

Issued TrainingCa::issue(const IssueRequest& request, Instant now) {
    const Authority& authority = state_->of(request.kind);
    const std::string serial = newSerial();
    const X509Ptr made = makeCertificate(request, serial, authority.certificate.get(), authority.key, now);
    const std::scoped_lock lock{state_->mutex};
    state_->issued.add(serial, request.kind);
    return {serial, derOf<X509>(made.get(), i2d_X509), instantFrom(X509_get0_notBefore(made.get())).value(),
            instantFrom(X509_get0_notAfter(made.get())).value()};
}

bool TrainingCa::revoke(std::string_view serial, RevocationReason reason, Instant when) {
    const std::scoped_lock lock{state_->mutex};
    return state_->issued.revoke(std::string(serial), reason, when);
}

KeyPair TrainingCa::namedKey(std::string_view name) {
    const bool plain =
        !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    if (!plain)
        throw Error(Fault::BadInput, "a key's name has small letters and hyphens");
    const std::scoped_lock lock{state_->mutex};
    if (const auto found = state_->named.find(name); found != state_->named.end())
        return found->second;
    const fs::path& folder = state_->folder;
    std::optional<FileLock> shared;
    if (!folder.empty())
        shared.emplace(folder / kLockFile);
    const bool stored = !folder.empty() && fs::exists(keyFile(folder, name));
    KeyPair key = stored ? loadKey(keyFile(folder, name)) : KeyPair::generate();
    if (!folder.empty() && !stored)
        saveKey(keyFile(folder, name), key);
    return state_->named.emplace(name, std::move(key)).first->second;
}

} // namespace kaomado::trust
