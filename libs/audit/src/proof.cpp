// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/proof.hpp"

#include "kaomado/audit/entry.hpp"
#include "kaomado/base/json_text.hpp"

#include <algorithm>

namespace kaomado::audit {

namespace {

using nlohmann::json;
constexpr const char* kFormat = "kaomado log proof v1";
constexpr std::size_t kLongestPath = 64;

json write(const merkle::Path& path) {
    json steps = json::array();
    for (const merkle::Hash& hash : path)
        steps.push_back(toHex(hash));
    return steps;
}

json write(const SignedHead& head) {
    return json::parse(toJson(head));
}

merkle::Path pathFrom(const json& steps) {
    if (steps.size() > kLongestPath)
        throw Error(Fault::FileMalformed, "proof: a path is longer than any tree is high");
    merkle::Path path;
    for (const json& step : steps)
        path.push_back(hashAt(fromHex(step.get<std::string>()), 0).value());
    return path;
}

SignedHead headFrom(const json& head) {
    return signedHeadFrom(writeJson(head));
}

Proof read(const json& value) {
    if (value.at("format") != kFormat)
        throw Error(Fault::FileMalformed, "proof: format: is not \"" + std::string(kFormat) + "\"");
    Proof proof{.head = headFrom(value.at("head"))};
    for (const json& event : value.at("events"))
        proof.events.push_back({wholeNumber(event.at("index")).value(), event.at("leaf").get<std::string>(),
                                pathFrom(event.at("path"))});
    if (value.contains("older")) {
        proof.older = headFrom(value.at("older"));
        proof.fromOlder = pathFrom(value.at("fromOlder"));
    }
    return proof;
}

Head trusted(const SignedHead& head, std::span<const Bytes> keys) {
    if (!keys.empty() && std::ranges::find(keys, head.publicKey) == keys.end())
        throw Error(Fault::SignatureInvalid,
                    "the head is signed with key " + keyId(head.publicKey) + ", which is none of the log's");
    return headOf(head);
}

void checkEvent(const ProvenEvent& event, ProofCheck& found) {
    const auto parts = partsOf(event.leaf);
    const bool named = parts && parts->municipality == found.head.municipality;
    const bool in = merkle::includes(found.head.tree.root, found.head.tree.size, event.index,
                                     merkle::leafHash(viewOf(event.leaf)), event.path);
    if (!in || !named)
        found.findings.push_back({Problem::EventChanged, event.index, event.index,
                                  named ? parts->caseId : std::string(), named ? parts->sequence : 0,
                                  in ? "the event is not one of this log" : "the event is not in the tree"});
}

} // namespace

std::string toJson(const Proof& proof) {
    json value{{"format", kFormat}, {"head", write(proof.head)}, {"events", json::array()}};
    for (const ProvenEvent& event : proof.events)
        value["events"].push_back(
            {{"index", event.index}, {"leaf", event.leaf}, {"path", write(event.path)}});
    if (proof.older) {
        value["older"] = write(*proof.older);
        value["fromOlder"] = write(proof.fromOlder);
    }
    return writeJson(value);
}

Proof proofFrom(std::string_view text) {
    const json value = parseJson(text, "proof");
    try {
        Proof proof = read(value);
        if (toJson(proof) == text)
            return proof;
    } catch (const Error& error) {
        if (error.fault() != Fault::BadInput) // of a hash that is no hexadecimal: told below
            throw;
    } catch (const json::exception&) {
    } catch (const std::bad_optional_access&) {
    }
    throw Error(Fault::FileMalformed, "proof: the text is not a proof in canonical form");
}

ProofCheck check(const Proof& proof, std::span<const Bytes> keys) {
    ProofCheck found{.head = trusted(proof.head, keys), .older = std::nullopt, .findings = {}};
    for (const ProvenEvent& event : proof.events)
        checkEvent(event, found);
    if (!proof.older)
        return found;
    found.older = trusted(*proof.older, keys);
    if (found.older->municipality != found.head.municipality)
        throw Error(Fault::SignatureInvalid, "the two heads are of two municipalities");
    if (keys.empty() && proof.older->publicKey != proof.head.publicKey)
        throw Error(Fault::SignatureInvalid,
                    "the two heads are signed with two keys: name the log's with --key");
    if (!merkle::extends(found.head.tree, found.older->tree, proof.fromOlder))
        found.findings.push_back(
            {Problem::HeadDiffers, 0, std::max<std::uint64_t>(found.older->tree.size, 1) - 1});
    return found;
}

} // namespace kaomado::audit
