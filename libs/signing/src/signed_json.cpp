// SPDX-License-Identifier: Apache-2.0
#include "kaomado/signing/signed_json.hpp"

#include "kaomado/base/json_text.hpp"

#include <algorithm>

namespace kaomado::signing {

namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& key, const std::string& why) {
    throw Error(Fault::FileMalformed, "signed " + name + ": " + key + ": " + why);
}

Bytes hexAt(const nlohmann::json& object, const std::string& name, const char* key, std::size_t size) {
    if (!object.contains(key) || !object.at(key).is_string())
        refuse(name, key, "is missing or not a text");
    const auto text = object.at(key).get<std::string>();
    try {
        Bytes bytes = fromHex(text);
        if (bytes.size() == size)
            return bytes;
    } catch (const Error&) { // told below with the key
    }
    refuse(name, key, "must be " + std::to_string(size) + " bytes in hexadecimal");
}

} // namespace

void check(const SignedJson& text, std::string_view purpose, ByteView expectedPublicKey) {
    if (!std::ranges::equal(text.publicKey, expectedPublicKey))
        throw Error(Fault::SignatureInvalid, std::string(purpose) + ": signed with another key");
    if (!fits(expectedPublicKey, purpose, text.json, text.signature))
        throw Error(Fault::SignatureInvalid,
                    std::string(purpose) + ": the signature does not fit the content");
}

std::string toJson(const SignedJson& text, const std::string& name) {
    return writeJson({{"publicKey", toHex(text.publicKey)},
                      {name, parseJson(text.json, "signed " + name)},
                      {"signature", toHex(text.signature)}});
}

SignedJson signedJsonFrom(std::string_view text, const std::string& name) {
    const nlohmann::json value = parseJson(text, "signed " + name);
    if (!value.is_object())
        refuse(name, "the text", "is not a JSON object");
    if (!value.contains(name))
        refuse(name, name, "is missing");
    SignedJson result{writeJson(value.at(name)), hexAt(value, name, "signature", kSignatureSize),
                      hexAt(value, name, "publicKey", kPublicKeySize)};
    if (toJson(result, name) != text)
        refuse(name, "the text", "is not in canonical form");
    return result;
}

} // namespace kaomado::signing
