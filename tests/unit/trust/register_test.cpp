// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"
#include "support/fault.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/base/text_file.hpp>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

namespace kaomado::trust {
namespace {
using test::TempDir;

/// One folder with keys for all tests; each works on its own copy.
const TempDir& template_() {
    static const TempDir kDir;
    static const bool kMade = (TrainingCa::open(kDir.path()), true);
    static_cast<void>(kMade);
    return kDir;
}
struct Folder : TempDir {
    Folder() { std::filesystem::copy(template_().path(), path(), std::filesystem::copy_options::recursive); }
};

CertificateVerdict verdictOf(const TrainingCa& issuer, const Issued& issued) {
    const RevocationEvidence evidence{.crl = issuer.crl(CertificateKind::UserAuth, kNow), .required = true};
    return checkCertificate(issued.certificate, issuer.anchors(), CertificateKind::UserAuth, kNow, evidence)
        .verdict;
}

TEST(CaFolder, OpenedAgainItIsTheSameAuthority) {
    const Folder folder;
    TrainingCa first = TrainingCa::open(folder.path());
    const Issued issued = first.issue(requestFor(CertificateKind::UserAuth), kNow);
    EXPECT_EQ(verdictOf(TrainingCa::open(folder.path()), issued), CertificateVerdict::Valid);
}

TEST(CaFolder, ARevocationIsRememberedAndSeenByAnotherProcess) {
    const Folder folder;
    TrainingCa first = TrainingCa::open(folder.path());
    TrainingCa second = TrainingCa::open(folder.path());
    const Issued issued = first.issue(requestFor(CertificateKind::UserAuth), kNow);
    EXPECT_TRUE(second.revoke(issued.serial, RevocationReason::KeyCompromise, kNow));
    EXPECT_EQ(verdictOf(first, issued), CertificateVerdict::Revoked);
    EXPECT_EQ(verdictOf(TrainingCa::open(folder.path()), issued), CertificateVerdict::Revoked);
}

TEST(CaFolder, KeysAreReadableByTheirOwnerOnly) {
    const Folder folder;
    TrainingCa opened = TrainingCa::open(folder.path());
    opened.namedKey("card-issuer");
    int keys = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
        struct stat info {};
        ASSERT_EQ(::stat(file.path().c_str(), &info), 0);
        if (file.path().string().ends_with(".key.pem")) {
            ++keys;
            EXPECT_EQ(info.st_mode & 0777U, 0600U) << file.path();
        }
    }
    EXPECT_EQ(keys, 3);
}

TEST(CaFolder, ANamedKeyStaysTheSame) {
    const Folder folder;
    const Bytes first = TrainingCa::open(folder.path()).namedKey("card-issuer").modulus();
    EXPECT_EQ(TrainingCa::open(folder.path()).namedKey("card-issuer").modulus(), first);
    EXPECT_THROW(TrainingCa::open(folder.path()).namedKey("../escape"), Error);
}

TEST(CaFolder, NoPersonalDataAreInTheRegister) {
    const Folder folder;
    TrainingCa opened = TrainingCa::open(folder.path());
    opened.issue(requestFor(CertificateKind::Signature), kNow);
    const std::string text = readTextFile(folder / "register.jsonl");
    EXPECT_NE(text.find("\"signature\""), std::string::npos);
    EXPECT_EQ(text.find("花子"), std::string::npos);
    EXPECT_EQ(text.find("1980"), std::string::npos);
}

TEST(CaFolder, ATornLastLineIsDroppedAndTheNextEntryIsWhole) {
    const Folder folder;
    TrainingCa first = TrainingCa::open(folder.path());
    const Issued issued = first.issue(requestFor(CertificateKind::UserAuth), kNow);
    std::ofstream(folder / "register.jsonl", std::ios::app) << R"({"serial":"4400)" << std::string(300, '0');
    TrainingCa second = TrainingCa::open(folder.path());
    EXPECT_TRUE(second.revoke(issued.serial, RevocationReason::Superseded, kNow));
    EXPECT_TRUE(readTextFile(folder / "register.jsonl").ends_with("}\n")) << "nothing of it is left";
    EXPECT_EQ(verdictOf(TrainingCa::open(folder.path()), issued), CertificateVerdict::Revoked);
}

TEST(CaFolder, ADamagedRegisterIsNamedWithItsLine) {
    const Folder folder;
    TrainingCa::open(folder.path()).issue(requestFor(CertificateKind::UserAuth), kNow);
    std::ofstream(folder / "register.jsonl", std::ios::app) << "nonsense\n";
    try {
        TrainingCa::open(folder.path());
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::FileMalformed);
        EXPECT_NE(std::string(e.what()).find("register.jsonl, line 2"), std::string::npos) << e.what();
    }
}

TEST(CaFolder, ARevocationWithoutOneOfTheReasonsIsNamedWithItsLine) {
    for (const char* reason : {"2", "-1", "4294967297", "1e30", "1.0", "null"}) {
        const Folder folder;
        const Issued issued =
            TrainingCa::open(folder.path()).issue(requestFor(CertificateKind::UserAuth), kNow);
        std::ofstream(folder / "register.jsonl", std::ios::app)
            << R"({"serial":")" << issued.serial << R"(","revoked":")" << toIso(kNow) << R"(","reason":)"
            << reason << "}\n";
        EXPECT_EQ(test::faultOf([&] { TrainingCa::open(folder.path()); }), Fault::FileMalformed) << reason;
    }
}

TEST(CaFolder, AKeyThatIsNoneIsNamed) {
    const Folder folder;
    std::ofstream(folder / "signature-ca.key.pem") << "nonsense";
    try {
        TrainingCa::open(folder.path());
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::FileMalformed);
        EXPECT_NE(std::string(e.what()).find("signature-ca.key.pem"), std::string::npos) << e.what();
    }
}

TEST(CaFolder, ACertificateBesideAnotherKeyIsRefused) {
    const Folder folder;
    std::filesystem::copy_file(folder / "user-authentication-ca.cert.pem", folder / "signature-ca.cert.pem",
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_THROW(TrainingCa::open(folder.path()), Error);
}

TEST(CaFolder, SeveralThreadsAndTwoProcessesWorthOfObjectsIssueAtOnce) {
    const Folder folder;
    TrainingCa first = TrainingCa::open(folder.path());
    TrainingCa second = TrainingCa::open(folder.path());
    cardKey();
    const auto work = [](TrainingCa& one) {
        for (int i = 0; i < 20; ++i)
            one.revoke(one.issue(requestFor(CertificateKind::UserAuth), kNow).serial,
                       RevocationReason::Superseded, kNow);
    };
    std::thread a{work, std::ref(first)}, b{work, std::ref(first)}, c{work, std::ref(second)};
    a.join();
    b.join();
    c.join();
    std::ifstream file(folder / "register.jsonl");
    int lines = 0;
    for (std::string line; std::getline(file, line);)
        ++lines;
    EXPECT_EQ(lines, 3 * 20 * 2);
    EXPECT_NO_THROW(TrainingCa::open(folder.path()));
}

} // namespace
} // namespace kaomado::trust
