// SPDX-License-Identifier: Apache-2.0
#include "support/process.hpp"
#include "support/sample_card.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/text_file.hpp>

#include <gtest/gtest.h>

namespace kaomado::training {
namespace {
using card::App;
namespace file = card::file;

/// Certificates of a card as the openssl program sees them at the samples' time.
class CardWitness : public testing::TestWithParam<Profile> {
protected:
    std::string pem(const std::string& name, const Bytes& der) {
        replaceFile(dir_ / (name + ".der"), der);
        std::string out = (dir_ / (name + ".pem")).string();
        EXPECT_EQ(test::run({"openssl", "x509", "-inform", "DER", "-in", dir_ / (name + ".der"), "-out", out})
                      .exitCode,
                  0);
        return out;
    }
    test::Finished verify(card::FileId certificate, card::FileId authority) {
        const std::string at = std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(test::kSampleTime.time_since_epoch()).count());
        return test::run({"openssl", "verify", "-attime", at, "-x509_strict", "-CAfile",
                          pem("ca", image_.find(App::Jpki, authority)->content),
                          pem("card", image_.find(App::Jpki, certificate)->content)});
    }
    test::TempDir dir_;
    emulator::CardImage image_ = test::sampleCard(GetParam());
};

TEST_P(CardWitness, OpensslVerifiesTheCertificatesThatAreOnTheCard) {
    const bool expired = GetParam() == Profile::Expired;
    const auto user = verify(file::kUserAuthCertificate, file::kUserAuthCa);
    EXPECT_EQ(user.exitCode == 0, !expired) << user.out << user.err;
    if (image_.find(App::Jpki, file::kSignatureCertificate)->exists) {
        const auto sign = verify(file::kSignatureCertificate, file::kSignatureCa);
        EXPECT_EQ(sign.exitCode == 0, !expired) << sign.out << sign.err;
    }
    if (expired) {
        EXPECT_NE(user.err.find("certificate has expired"), std::string::npos) << user.err;
    }
}

INSTANTIATE_TEST_SUITE_P(Card, CardWitness, testing::ValuesIn(kAllProfiles), [](const auto& one) {
    std::string name(nameOf(one.param));
    std::erase(name, '-');
    return name;
});

} // namespace
} // namespace kaomado::training
