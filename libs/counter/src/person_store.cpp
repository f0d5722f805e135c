// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/person_store.hpp"

#include "kaomado/base/hash.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/base/secret.hpp"
#include "kaomado/base/text_file.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <fstream>

namespace kaomado::counter {

namespace {

constexpr std::array<std::string_view, 5> kAttributes{"name", "kana", "address", "birth", "phone"};
constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKeyIdBytes = 8;

void startSodium() {
    if (sodium_init() < 0)
        throw Error(Fault::Internal, "libsodium does not start");
}

/// Binds the sealed bytes to their case: moved to another one they do not open.
Bytes boundTo(const CaseKey& key) {
    return toBytes("kaomado person v1\n" + key.municipality + "\n" + key.id);
}

Bytes idOf(const SecretBytes& secret) {
    const Sha256 hash = sha256(secret.bytes());
    return {hash.begin(), hash.begin() + kKeyIdBytes};
}

std::optional<SecretBytes> load(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        return std::nullopt;
    std::string text = readTextFile(file, 1024);
    SecretBytes secret(viewOf(text));
    wipe(text);
    if (secret.size() != kKeyBytes)
        throw Error(Fault::FileMalformed,
                    file.string() + ": a key has 32 bytes; restore the file from a backup");
    return secret;
}

/// Two programs may come here at once: the first one's key stays.
SecretBytes loadOrCreate(const std::filesystem::path& file) {
    if (auto there = load(file))
        return std::move(*there);
    std::filesystem::create_directories(file.parent_path());
    Bytes secret = randomBytes(kKeyBytes);
    const WipeOnExit wiper(secret);
    createFile(file, secret);
    return std::move(load(file)).value();
}

} // namespace

PersonStore::PersonStore(store::Database& db, std::filesystem::path keys) : db_(db), keys_(std::move(keys)) {
    startSodium();
}

std::filesystem::path PersonStore::keyFile(std::string_view municipality) const {
    const bool digits = std::ranges::all_of(municipality, [](char c) { return c >= '0' && c <= '9'; });
    if (municipality.empty() || !digits)
        throw Error(Fault::BadInput, "a municipality code has digits only");
    return keys_ / ("person-" + std::string(municipality) + ".key");
}

void PersonStore::put(const CaseKey& key, const PersonalAttributes& person) {
    for (const auto& [name, value] : person)
        if (std::ranges::find(kAttributes, name) == kAttributes.end())
            throw Error(Fault::BadInput,
                        "a personal attribute is not one of name, kana, address, birth, phone");
    const SecretBytes secret = loadOrCreate(keyFile(key.municipality));
    std::string plain = nlohmann::json(person).dump();
    const Bytes nonce = randomBytes(kNonceBytes);
    const Bytes bound = boundTo(key);
    Bytes sealed(plain.size() + kTagBytes);
    unsigned long long size = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), &size, viewOf(plain).data(), plain.size(),
                                               bound.data(), bound.size(), nullptr, nonce.data(),
                                               secret.bytes().data());
    wipe(plain);
    store::Transaction tx(db_);
    db_.run("DELETE FROM person WHERE municipality = ?1 AND case_id = ?2", key.municipality, key.id);
    db_.run("INSERT INTO person(municipality, case_id, key_id, nonce, sealed) VALUES(?1, ?2, ?3, ?4, ?5)",
            key.municipality, key.id, idOf(secret), nonce, sealed);
    tx.commit();
}

std::optional<PersonalAttributes> PersonStore::get(const CaseKey& key) const {
    const store::Rows rows =
        db_.query("SELECT key_id, nonce, sealed FROM person WHERE municipality = ?1 AND case_id = ?2",
                  key.municipality, key.id);
    const auto secret = load(keyFile(key.municipality));
    if (rows.empty() || !secret || rows[0].blob(0) != idOf(*secret))
        return std::nullopt;
    const Bytes& nonce = rows[0].blob(1);
    const Bytes& sealed = rows[0].blob(2);
    const Bytes bound = boundTo(key);
    std::string plain(sealed.size() < kTagBytes ? 0 : sealed.size() - kTagBytes, '\0');
    if (nonce.size() != kNonceBytes || sealed.size() < kTagBytes ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr,
                                                   nullptr, sealed.data(), sealed.size(), bound.data(),
                                                   bound.size(), nonce.data(), secret->bytes().data()) != 0)
        throw Error(Fault::StorageTampered,
                    "personal attributes of case " + key.id + " were changed or moved");
    auto person = nlohmann::json::parse(plain).get<PersonalAttributes>();
    wipe(plain);
    return person;
}

bool PersonStore::erase(const CaseKey& key) {
    const bool there =
        db_.run("DELETE FROM person WHERE municipality = ?1 AND case_id = ?2", key.municipality, key.id) > 0;
    db_.purgeDeleted("person");
    return there;
}

std::vector<PersonStore::KeyUse> PersonStore::keyUses() const {
    std::vector<KeyUse> uses;
    for (const store::Row& row : db_.query("SELECT municipality, key_id, count(*), min(case_id) FROM person"
                                           " GROUP BY municipality, key_id ORDER BY municipality, key_id"))
        uses.push_back({.municipality = row.text(0),
                        .keyId = toHex(row.blob(1)),
                        .cases = static_cast<std::uint64_t>(row.integer(2)),
                        .opens = get({row.text(0), row.text(3)}).has_value()});
    return uses;
}

bool PersonStore::eraseKey(std::string_view municipality) {
    const std::filesystem::path file = keyFile(municipality);
    if (!std::filesystem::exists(file))
        return false;
    {
        // In place, so that the old bytes are overwritten where the file system allows it.
        std::fstream there(file, std::ios::in | std::ios::out | std::ios::binary);
        there.write(std::array<char, kKeyBytes>{}.data(), kKeyBytes);
    }
    return std::filesystem::remove(file);
}

} // namespace kaomado::counter
