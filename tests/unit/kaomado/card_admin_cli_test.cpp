// SPDX-License-Identifier: Apache-2.0
#include "cli.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

namespace kaomado::test {
namespace {
using training::Profile;

class CardAdmin : public Cli {
protected:
    Finished admin(const std::string& file, Arguments what, const std::string& input = {}) {
        Arguments all{"card", "admin", file};
        all.insert(all.end(), what.begin(), what.end());
        return kaomado(all, input);
    }
};

TEST_F(CardAdmin, SettingTheCommonPinSetsEveryFourDigitPinAndEndsTheirLocks) {
    const std::string file = sample(Profile::FaceAuth);
    ASSERT_EQ(admin(file, {"set-pin", "card_common_pin", "2468"}).exitCode, 0);
    const auto report = show(file, {"--secrets"});
    EXPECT_EQ(report["looksLike"], "no-signature");
    for (const char* pin : {"user_auth_pin", "profile_ap_pin", "jukiap_pin@JUKI", "jukiap_pin@COMMON"})
        EXPECT_EQ(report["secrets"][pin], "2468") << pin;
    EXPECT_FALSE(report["secrets"].contains("signature_password"));
}

TEST_F(CardAdmin, AValueCanComeFromStandardInput) {
    const std::string file = sample(Profile::Normal);
    ASSERT_EQ(admin(file, {"set-pin", "user_auth_pin", "-"}, "9753\n").exitCode, 0);
    EXPECT_EQ(show(file, {"--secrets"})["secrets"]["user_auth_pin"], "9753");
}

TEST_F(CardAdmin, UnlockingKeepsTheValue) {
    const std::string file = sample(Profile::PinsLocked);
    ASSERT_EQ(admin(file, {"unlock", "jukiap_pin"}).exitCode, 0);
    const auto report = show(file, {"--secrets"});
    EXPECT_EQ(stateOf(report, "jukiap_pin@JUKI"), "set");
    EXPECT_EQ(stateOf(report, "jukiap_pin@COMMON"), "set");
    EXPECT_EQ(stateOf(report, "user_auth_pin"), "locked");
    EXPECT_EQ(report["secrets"]["jukiap_pin@COMMON"], std::string(kJukiPin));
}

TEST_F(CardAdmin, InitialisingMeansNotSet) {
    const std::string file = sample(Profile::Normal);
    ASSERT_EQ(admin(file, {"initialise", "card_common_pin"}).exitCode, 0);
    EXPECT_EQ(show(file)["looksLike"], "never-issued");
}

TEST_F(CardAdmin, ClearingTheSignatureCertificateRevokesItWhenAsked) {
    const std::string file = sample(Profile::Normal);
    ASSERT_EQ(admin(file, {"clear-certificate", "signature", "--revoke", "--ca", caFolder()}).exitCode, 0);
    EXPECT_EQ(show(file)["looksLike"], "no-signature");
    // The same certificate is on another sample card: its CA now calls it revoked.
    const std::string other = path("other.card");
    sampleCard(Profile::Normal).save(other);
    EXPECT_EQ(show(other, {"--ca", caFolder()})["certificates"][1]["verdict"], "revoked");
    EXPECT_EQ(show(other, {"--ca", caFolder()})["certificates"][0]["verdict"], "valid");
}

TEST_F(CardAdmin, IssuingACertificateRenewsAnExpiredCard) {
    const std::string file = sample(Profile::Expired);
    ASSERT_EQ(admin(file, {"issue-certificate", "user-auth", "--ca", caFolder()}).exitCode, 0);
    ASSERT_EQ(admin(file, {"issue-certificate", "signature", "--ca", caFolder()}).exitCode, 0);
    const auto report = show(file, {"--ca", caFolder()});
    EXPECT_EQ(report["looksLike"], "normal");
    for (const auto& certificate : report["certificates"])
        EXPECT_EQ(certificate["verdict"], "valid");
}

TEST_F(CardAdmin, TheCardsOwnSettingStaysAsItWas) {
    auto image = sampleCard(Profile::Normal);
    image.settings.admin = false;
    image.save(path("a.card"));
    ASSERT_EQ(admin(path("a.card"), {"set-pin", "user_auth_pin", "9753"}).exitCode, 0);
    EXPECT_EQ(show(path("a.card"))["settings"]["admin"], false);
}

TEST_F(CardAdmin, WrongInputIsRefusedAndChangesNothing) {
    const std::string file = sample(Profile::Normal);
    const std::string before = readTextFile(file);
    const auto refused = [&](const Arguments& what, int code, const std::string& place) {
        const Finished run = admin(file, what);
        EXPECT_EQ(run.exitCode, code) << run.err;
        EXPECT_THAT(run.err, oneMessage(place));
        EXPECT_EQ(readTextFile(file), before);
    };
    refused({"set-pin", "user_auth_pin", "12"}, 64, "value: 4 digits");
    refused({"set-pin", "signature_password", "abc123"}, 64, "value: 6 to 16 of A-Z and 0-9");
    refused({"set-pin", "pin_of_my_bank", "1234"}, 64, "no such reference; one of card_common_pin");
    refused({"set-pin", "text_0012", "1234"}, 64, "no such reference");
    refused({"set-pin", "user_auth_pin", "12345678901234567"}, 64, "value: 4 digits");
    refused({"set-pin", "user_auth_pin"}, 64, "value");
    refused({"issue-certificate", "vote"}, 64, "kind");
    refused({"clear-certificate", "signature", "--revoke", "--ca", path("other-ca")}, 65, "--ca");
    EXPECT_EQ(admin(path("none.card"), {"unlock", "user_auth_pin"}).exitCode, 66);
}

TEST_F(CardAdmin, ACardWithoutIssuerKeyIsRefused) {
    auto image = sampleCard(Profile::Normal);
    image.issuerKey = {};
    image.save(path("a.card"));
    const Finished run = admin(path("a.card"), {"unlock", "user_auth_pin"});
    EXPECT_EQ(run.exitCode, 75);
    EXPECT_THAT(run.err, oneMessage("a.card: the card has no issuer key"));
}

TEST_F(CardAdmin, ACardThatIsInUseIsNotTouched) {
    const std::string file = sample(Profile::Normal);
    const std::string lock = file + ".lock";
    const int fd = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_EQ(::flock(fd, LOCK_EX), 0);
    const Finished run = admin(file, {"unlock", "user_auth_pin"});
    EXPECT_EQ(run.exitCode, 75);
    EXPECT_THAT(run.err, oneMessage("another kaomado program uses this card file"));
    ::close(fd);
    EXPECT_EQ(admin(file, {"unlock", "user_auth_pin"}).exitCode, 0);
    EXPECT_FALSE(std::filesystem::exists(lock)) << "the lock leaves nothing behind";
}

} // namespace
} // namespace kaomado::test
