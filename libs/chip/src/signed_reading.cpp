// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/signed_reading.hpp"

#include "json_text.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/base/text_file.hpp"

#include <sodium.h>

#include <algorithm>

namespace kaomado::chip {

namespace {
// What is signed begins with this, so that the signature can never pass for one over something else.
constexpr std::string_view kPurpose = "kaomado chip reading v1\n";
constexpr std::string_view kKeyFileHead = "kaomado terminal key v1\n";
constexpr std::size_t kKeyFileLimit = 4096;

void startSodium() {
    static const int kStarted = sodium_init();
    if (kStarted < 0)
        throw Error(Fault::Internal, "libsodium does not start");
}

/// The pair in libsodium's form: seed ‖ public key.
struct KeyPair {
    Bytes secret = Bytes(crypto_sign_SECRETKEYBYTES);
    Bytes open = Bytes(crypto_sign_PUBLICKEYBYTES);

    explicit KeyPair(ByteView seed) {
        startSodium();
        crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
    }
    KeyPair(const KeyPair&) = delete;
    KeyPair& operator=(const KeyPair&) = delete;
    ~KeyPair() { wipe(secret); }
};

Bytes messageOf(std::string_view json) {
    Bytes message = toBytes(kPurpose);
    append(message, viewOf(json));
    return message;
}

[[noreturn]] void refuse(const std::string& key, const std::string& why) {
    throw Error(Fault::FileMalformed, "signed reading: " + key + ": " + why);
}

Bytes hexAt(const nlohmann::json& object, const char* key, std::size_t size) {
    if (!object.contains(key) || !object.at(key).is_string())
        refuse(key, "is missing or not a text");
    const auto text = object.at(key).get<std::string>();
    try {
        Bytes bytes = fromHex(text);
        if (bytes.size() == size)
            return bytes;
    } catch (const Error&) { // told below with the key
    }
    refuse(key, "must be " + std::to_string(size) + " bytes in hexadecimal");
}

/// The lines of a key file after its head: the seed in hexadecimal.
SecretBytes seedFrom(std::string& text, const std::filesystem::path& path) {
    const auto malformed = [&](const char* why) {
        wipe(text);
        throw Error(Fault::FileMalformed, path.string() + ": " + why);
    };
    if (!text.starts_with(kKeyFileHead))
        malformed("line 1 must be \"kaomado terminal key v1\"");
    Bytes seed;
    const WipeOnExit wiper(seed);
    seed.resize(crypto_sign_SEEDBYTES);
    std::size_t written = 0;
    const char* end = nullptr;
    const std::string_view digits = std::string_view(text).substr(kKeyFileHead.size());
    if (sodium_hex2bin(seed.data(), seed.size(), digits.data(), digits.size(), "\n", &written, &end) != 0 ||
        written != seed.size() || end != digits.data() + digits.size())
        malformed("line 2 must be 32 bytes in hexadecimal");
    wipe(text);
    return SecretBytes(seed);
}
} // namespace

TerminalKey::TerminalKey(SecretBytes seed)
    : seed_(std::move(seed)), publicKey_(KeyPair(seed_.bytes()).open) {}

TerminalKey TerminalKey::create() {
    Bytes seed = randomBytes(crypto_sign_SEEDBYTES);
    const WipeOnExit wiper(seed);
    return TerminalKey(SecretBytes(seed));
}

TerminalKey TerminalKey::load(const std::filesystem::path& path) {
    std::string text = readTextFile(path, kKeyFileLimit);
    return TerminalKey(seedFrom(text, path));
}

TerminalKey TerminalKey::loadOrCreate(const std::filesystem::path& path) {
    if (std::filesystem::exists(path))
        return load(path);
    TerminalKey key = create();
    key.save(path);
    return key;
}

void TerminalKey::save(const std::filesystem::path& path) const {
    const std::size_t size = kKeyFileHead.size() + 2 * seed_.size() + 1;
    Bytes content(size);
    const WipeOnExit wiper(content);
    std::ranges::copy(kKeyFileHead, content.begin());
    // sodium_bin2hex ends with NUL; that byte becomes the line end
    sodium_bin2hex(reinterpret_cast<char*>(content.data()) + kKeyFileHead.size(), 2 * seed_.size() + 1,
                   seed_.bytes().data(), seed_.size());
    content.back() = '\n';
    std::error_code gone;
    std::filesystem::remove(path.string() + ".new", gone); // a leftover could carry wider permissions
    replaceFile(path, content);
}

Bytes TerminalKey::sign(ByteView message) const {
    const KeyPair pair(seed_.bytes());
    Bytes signature(crypto_sign_BYTES);
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), pair.secret.data());
    return signature;
}

SignedReading sign(const ChipReading& reading, const TerminalKey& key) {
    std::string json = toJson(reading);
    Bytes signature = key.sign(messageOf(json));
    return {std::move(json), std::move(signature), key.publicKey()};
}

ChipReading verifySigned(const SignedReading& signedReading, ByteView expectedPublicKey) {
    startSodium();
    if (!std::ranges::equal(signedReading.publicKey, expectedPublicKey) ||
        expectedPublicKey.size() != crypto_sign_PUBLICKEYBYTES)
        throw Error(Fault::SignatureInvalid, "chip reading: signed by another terminal");
    const Bytes message = messageOf(signedReading.json);
    if (signedReading.signature.size() != crypto_sign_BYTES ||
        crypto_sign_verify_detached(signedReading.signature.data(), message.data(), message.size(),
                                    expectedPublicKey.data()) != 0)
        throw Error(Fault::SignatureInvalid, "chip reading: the signature does not fit the content");
    return readingFromJson(signedReading.json);
}

std::string toJson(const SignedReading& signedReading) {
    return writeJson({{"publicKey", toHex(signedReading.publicKey)},
                      {"reading", parseJson(signedReading.json, "signed reading")},
                      {"signature", toHex(signedReading.signature)}});
}

SignedReading signedReadingFromJson(std::string_view text) {
    const nlohmann::json value = parseJson(text, "signed reading");
    if (!value.is_object())
        refuse("the text", "is not a JSON object");
    if (!value.contains("reading"))
        refuse("reading", "is missing");
    SignedReading result{writeJson(value.at("reading")), hexAt(value, "signature", crypto_sign_BYTES),
                         hexAt(value, "publicKey", crypto_sign_PUBLICKEYBYTES)};
    readingFromJson(result.json);
    if (toJson(result) != text)
        refuse("the text", "is not in canonical form");
    return result;
}

} // namespace kaomado::chip
