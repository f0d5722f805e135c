// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/head.hpp"

#include "kaomado/audit/entry.hpp"
#include "kaomado/base/json_text.hpp"

#include <algorithm>

namespace kaomado::audit {

namespace {

constexpr std::string_view kPurpose = "kaomado tree head v1";
constexpr const char* kName = "head";

std::string textOf(const Head& head) {
    return writeJson({{"municipality", head.municipality},
                      {"root", toHex(head.tree.root)},
                      {"size", head.tree.size},
                      {"time", toIso(head.time)}});
}

merkle::Hash hashFrom(const std::string& hex) {
    const Bytes bytes = fromHex(hex);
    const auto hash = hashAt(bytes, 0);
    if (!hash || bytes.size() != hash->size())
        throw Error(Fault::FileMalformed, "signed head: root: must be 32 bytes in hexadecimal");
    return *hash;
}

/// @throws Error Fault::FileMalformed unless it is a head as textOf writes it
Head headFrom(std::string_view text) {
    const nlohmann::json value = parseJson(text, "signed head");
    try {
        Head head{value.at("municipality").get<std::string>(),
                  {wholeNumber(value.at("size")).value(), hashFrom(value.at("root").get<std::string>())},
                  instantFromIso(value.at("time").get<std::string>())};
        if (textOf(head) == text)
            return head;
    } catch (const nlohmann::json::exception&) { // told below
    } catch (const std::bad_optional_access&) {
    } catch (const Error&) {
    }
    throw Error(Fault::FileMalformed, "signed head: the text is not a tree head in canonical form");
}

/// The last place of what a head claims to vouch for, as far as it can be read at all.
std::uint64_t lastPlaceOf(const SignedHead& head) {
    const nlohmann::json value = nlohmann::json::parse(head.json, nullptr, false);
    const auto size = value.is_object() && value.contains("size") ? wholeNumber(value["size"]) : std::nullopt;
    return std::max<std::uint64_t>(size.value_or(0), 1) - 1;
}

} // namespace

std::string keyId(ByteView publicKey) {
    constexpr std::size_t kBytes = 8;
    return toHex(ByteView(sha256(publicKey)).first(kBytes));
}

SignedHead sign(const Head& head, const LogKey& key) {
    return signing::signJson(key, kPurpose, textOf(head));
}

Head headOf(const SignedHead& head) {
    signing::check(head, kPurpose, head.publicKey);
    return headFrom(head.json);
}

std::string toJson(const SignedHead& head) {
    return signing::toJson(head, kName);
}

SignedHead signedHeadFrom(std::string_view text) {
    SignedHead head = signing::signedJsonFrom(text, kName);
    headFrom(head.json);
    return head;
}

std::vector<Checkpoint> vouchedFor(std::span<const SignedHead> heads, const std::string& municipality,
                                   std::span<const Bytes> keys, std::vector<Finding>& forged) {
    std::vector<Checkpoint> vouched;
    for (const SignedHead& signedHead : heads) {
        try {
            if (!keys.empty() && std::ranges::find(keys, signedHead.publicKey) == keys.end())
                throw Error(Fault::SignatureInvalid, "signed with key " + keyId(signedHead.publicKey) +
                                                         ", which is none of the log's");
            const Head head = headOf(signedHead);
            if (head.municipality != municipality)
                throw Error(Fault::SignatureInvalid, "the head of the log of " + head.municipality);
            vouched.push_back(head.tree);
        } catch (const Error& error) {
            const std::uint64_t place = lastPlaceOf(signedHead);
            forged.push_back({Problem::HeadForged, place, place, {}, 0, error.what()});
        }
    }
    return vouched;
}

} // namespace kaomado::audit
