// SPDX-License-Identifier: Apache-2.0
// After ④, ⑤ and a wrong PIN no secret is left anywhere: an image of the process, database, log, output of
// the card tool.
#include "support/alone.hpp"
#include "support/pcscd/inserted_card.hpp"
#include "support/sample_card.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/crypto/certificate.hpp>

#include <gtest/gtest.h>

#include <csignal>

namespace kaomado::test {

namespace {
/// What is planted. None of it occurs anywhere else: the image taken before shows it.
constexpr const char* kOldPin = "7193";
constexpr const char* kWrongTyped = "3971";
constexpr const char* kNewUserAuth = "8364";
constexpr const char* kNewProfile = "6937";
constexpr const char* kNewJuki = "9746";
constexpr const char* kNewPassword = "PLANTED5ECRETXY9";

/// The value as bytes and as hexadecimal text in either case.
std::size_t count(const std::string& haystack, const std::string& secret) {
    const std::string upper = toHex(viewOf(secret));
    std::string lower = upper;
    for (char& c : lower)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::size_t found = countAlone(haystack, secret) + countAlone(haystack, upper);
    return lower == upper ? found : found + countAlone(haystack, lower);
}

std::string imageOf(pid_t pid, const std::string& prefix) {
    const Finished tool = run({"gcore", "-a", "-o", prefix, std::to_string(pid)});
    EXPECT_EQ(tool.exitCode, 0) << tool.out << tool.err;
    return readTextFile(prefix + "." + std::to_string(pid), 2UL << 30U);
}

emulator::CardImage plantedCard() {
    emulator::CardImage card = sampleCard(training::Profile::Normal);
    for (const auto& [app, file] : {std::pair{card::App::Jpki, card::file::kUserAuthPin},
                                    std::pair{card::App::Text, card::file::kTextPin},
                                    std::pair{card::App::Juki, card::file::kHolderPin},
                                    std::pair{card::App::Common, card::file::kHolderPin}})
        card.setReference({app, file}, kOldPin);
    return card;
}

std::string individualNumberOf(const emulator::CardImage& card) {
    return toText(card.find(card::App::Text, card::file::kTextNumberA)->value.bytes());
}

std::string signatureSerialOf(const emulator::CardImage& card) {
    return crypto::readCertificate(card.find(card::App::Jpki, card::file::kSignatureCertificate)->content)
        .serial;
}
} // namespace

TEST(Secrets, P_093_NoPinAndNoIndividualNumberIsLeftAfterProcedures4And5) {
    emulator::CardImage planted = plantedCard();
    const std::string number = individualNumberOf(planted);
    const std::string serial = signatureSerialOf(planted);
    const InsertedCard card(std::move(planted));
    copySampleCa(card.path("ca"));
    std::filesystem::create_directories(card.path("data"));

    Background probe({KAOMADO_PROBE, card.path("ca"), card.path("data"), serial}, {}, card.path("probe.log"));
    ASSERT_EQ(probe.nextLine(), "ready");
    const std::string before = imageOf(probe.pid(), card.path("before"));
    probe.send("\n");
    for (const char* line :
         {kWrongTyped, kOldPin, kNewJuki, kNewProfile, kNewUserAuth, kNewPassword, kNewProfile})
        probe.send(std::string(line) + "\n");
    std::string said;
    ASSERT_NO_THROW(said = probe.nextLine(std::chrono::seconds{60})) << readTextFile(card.path("probe.log"));
    ASSERT_EQ(said, "done");
    const std::string after = imageOf(probe.pid(), card.path("after"));

    // The program still stands: its database has its log beside it, which goes when the program ends.
    std::vector<std::pair<std::string, std::string>> places{{"process memory", after}};
    for (const auto& entry : std::filesystem::directory_iterator(card.path("data")))
        places.emplace_back(entry.path().filename().string(), readTextFile(entry.path(), 1UL << 30U));
    for (const char* log : {"probe.log", "insert.log"})
        places.emplace_back(log, readTextFile(card.path(log)));
    probe.send("\n");
    EXPECT_GE(places.size(), 4U) << "database, its log and the programs' output were to be searched";

    for (const std::string& secret :
         {std::string(kOldPin), std::string(kWrongTyped), std::string(kNewUserAuth), std::string(kNewProfile),
          std::string(kNewJuki), std::string(kNewPassword), number}) {
        ASSERT_EQ(count(before, secret), 0U) << "not a good plant: it is there by itself";
        for (const auto& [name, content] : places)
            EXPECT_EQ(count(content, secret), 0U)
                << "found in " << name << ", planted value of " << secret.size();
    }
}

TEST(Secrets, TheSearchFindsAValueThatIsThere) {
    EXPECT_EQ(count("pin=7193;", "7193"), 1U);
    EXPECT_EQ(count(" 37313933 ", "7193"), 1U);
    EXPECT_EQ(count("A7193F 71932", "7193"), 0U) << "part of a longer number is chance";
    EXPECT_EQ(count(std::string("\0\x04", 2) + "7193" + std::string("\0", 1), "7193"), 1U);
}

} // namespace kaomado::test
