// SPDX-License-Identifier: Apache-2.0
// What `kaomado audit` hands out, checked by code nobody here wrote: the tree and the proofs by the
// Certificate Transparency project's verifier, the signatures by OpenSSL, the JSON by its library.
#include "unit/counter/sample_events.hpp"

#include <gtest/gtest.h>
#include <merkletree/merkle_tree.h>
#include <merkletree/merkle_verifier.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <support/process.hpp>
#include <support/temp_dir.hpp>

#include <fstream>
#include <sstream>

namespace kaomado {

namespace {

using nlohmann::json;
constexpr std::size_t kEvents = 21;

std::string bytesOf(const json& hex) {
    return toText(fromHex(hex.get<std::string>()));
}

std::vector<std::string> pathOf(const json& steps) {
    std::vector<std::string> path;
    for (const json& step : steps)
        path.push_back(bytesOf(step));
    return path;
}

/// By the words of docs/schema.md.
bool isSigned(const json& head, const std::string& publicKey) {
    const std::string message = "kaomado tree head v1\n" + head.at("head").dump();
    const Bytes key = fromHex(publicKey), signature = fromHex(head.at("signature").get<std::string>());
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), viewOf(message).data(),
                            message.size()) == 1;
}

/// A log with a head after every event.
class AuditFiles : public testing::Test {
protected:
    AuditFiles() {
        std::filesystem::create_directories(dir_ / "data");
        const std::string path = dir_ / "data" / "kaomado.db";
        counter::SampleLog log(counter::Placing::WithAppend, path);
        for (std::uint64_t i = 1; i <= kEvents; ++i) {
            log.cases.append(counter::kCase, i - 1, {counter::event(i, "S16_lock")});
            const json head = json::parse(audit({"head", "--json"}));
            EXPECT_EQ(head.at("publicKey"), publicKey());
            heads_.push_back(head);
        }
    }
    std::string audit(test::Arguments arguments) {
        arguments.insert(arguments.begin(), {KAOMADO, "audit"});
        arguments.insert(arguments.end(), {"--data", dir_ / "data"});
        const test::Finished done = test::run(arguments);
        EXPECT_EQ(done.exitCode, 0) << done.err;
        return done.out;
    }
    /// As it is given to an auditor.
    std::string publicKey() {
        std::ifstream file(dir_ / "data" / "log.pub");
        std::string key;
        std::getline(file, key);
        return key;
    }

    test::TempDir dir_;
    std::vector<json> heads_;
    MerkleVerifier verifier_{std::make_unique<Sha256Hasher>()};
};

} // namespace

TEST_F(AuditFiles, HeadsAreSignedOverTheRootOfTheExportedEvents) {
    std::istringstream lines(audit({"export"}));
    MerkleTree tree{std::make_unique<Sha256Hasher>()};
    for (std::string line; std::getline(lines, line);) {
        const json value = json::parse(line);
        if (!value.is_array())
            continue;
        EXPECT_EQ(value.at(0), tree.LeafCount());
        const std::string leaf = line.substr(line.find("[\"99999\""));
        tree.AddLeaf(leaf.substr(0, leaf.size() - 1)); // without the bracket that closes the line
    }
    ASSERT_EQ(tree.LeafCount(), kEvents);
    for (std::size_t size = 1; size <= kEvents; ++size) {
        EXPECT_TRUE(isSigned(heads_.at(size - 1), publicKey())) << size;
        EXPECT_EQ(tree.RootAtSnapshot(size), bytesOf(heads_.at(size - 1).at("head").at("root"))) << size;
    }
}

TEST_F(AuditFiles, ProofsOfEveryEventAreAccepted) {
    for (const std::size_t size : {1U, 8U, 13U, 21U}) {
        const json proof = json::parse(audit({"prove", "--case", "C1", "--head", std::to_string(size)}));
        EXPECT_TRUE(isSigned(proof.at("head"), publicKey()));
        ASSERT_EQ(proof.at("events").size(), size);
        for (const json& event : proof.at("events"))
            EXPECT_TRUE(verifier_.VerifyPath(
                event.at("index").get<std::size_t>() + 1, size, pathOf(event.at("path")),
                bytesOf(proof.at("head").at("head").at("root")), event.at("leaf").get<std::string>()))
                << event.at("index") << " of " << size;
    }
}

TEST_F(AuditFiles, ProofsOfGrowthAreAccepted) {
    for (const std::size_t older : {1U, 5U, 8U, 13U, 20U})
        for (const std::size_t newer : {8U, 13U, 20U, 21U}) {
            if (older > newer)
                continue;
            const json proof = json::parse(
                audit({"prove", "--from", std::to_string(older), "--head", std::to_string(newer)}));
            EXPECT_TRUE(isSigned(proof.at("older"), publicKey()));
            EXPECT_TRUE(verifier_.VerifyConsistency(
                older, newer, bytesOf(proof.at("older").at("head").at("root")),
                bytesOf(proof.at("head").at("head").at("root")), pathOf(proof.at("fromOlder"))))
                << older << " of " << newer;
        }
}

} // namespace kaomado
