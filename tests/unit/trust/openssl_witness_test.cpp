// SPDX-License-Identifier: Apache-2.0
// The openssl program, which nobody here wrote, looks at what the training CA made.
#include "fixture.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/text_file.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdio>

namespace kaomado::trust {
namespace {

class OpensslWitness : public testing::Test {
protected:
    std::string file(const std::string& name, const Bytes& content) {
        replaceFile(dir_ / name, content);
        return (dir_ / name).string();
    }
    std::string pem(const std::string& name, const Bytes& certificate) {
        const std::string der = file(name + ".der", certificate);
        std::string out = (dir_ / (name + ".pem")).string();
        run("openssl x509 -inform DER -in " + der + " -out " + out);
        return out;
    }
    static std::string run(const std::string& command) {
        std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
        std::string output;
        std::array<char, 4096> block{};
        while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe))
            output.append(block.data(), got);
        ::pclose(pipe);
        return output;
    }
    static bool has(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }

    test::TempDir dir_;
    // The openssl program checks OCSP times against the real clock.
    Instant now_ = SystemClock().now();
};

TEST_F(OpensslWitness, VerifiesBothKindsForTheirPurpose) {
    const Issued user = ca().issue(requestFor(CertificateKind::UserAuth), now_);
    const Issued sign = ca().issue(requestFor(CertificateKind::Signature), now_);
    const std::string userCa = pem("user-ca", ca().certificate(CertificateKind::UserAuth));
    const std::string signCa = pem("sign-ca", ca().certificate(CertificateKind::Signature));
    const std::string userPem = pem("user", user.certificate), signPem = pem("sign", sign.certificate);
    const std::string verify = "openssl verify -x509_strict -policy_check ";
    EXPECT_TRUE(has(run(verify + "-purpose sslclient -CAfile " + userCa + " " + userPem), "user.pem: OK"));
    EXPECT_TRUE(has(run(verify + "-CAfile " + signCa + " " + signPem), "sign.pem: OK"));
    EXPECT_FALSE(has(run(verify + "-CAfile " + signCa + " " + userPem), ": OK"));
}

TEST_F(OpensslWitness, ReadsUsageAndTheSixItems) {
    const std::string sign =
        run("openssl x509 -noout -text -inform DER -in " +
            file("s", ca().issue(requestFor(CertificateKind::Signature), now_).certificate));
    EXPECT_TRUE(has(sign, "Digital Signature, Non Repudiation")) << sign;
    const std::string items = run("openssl asn1parse -i -dump -inform DER -in " + (dir_ / "s").string() +
                                  " -strparse $(openssl asn1parse -inform DER -in " + (dir_ / "s").string() +
                                  " | grep -A1 'Subject Alternative' | tail -1 | cut -d: -f1)");
    for (const char* oid : {".8.5.5.1", ".8.5.5.2", ".8.5.5.3", ".8.5.5.4", ".8.5.5.5", ".8.5.5.6"})
        EXPECT_TRUE(has(items, std::string("1.2.392.200149") + oid)) << items;
    const std::string user =
        run("openssl x509 -noout -text -inform DER -in " +
            file("u", ca().issue(requestFor(CertificateKind::UserAuth), now_).certificate));
    EXPECT_TRUE(has(user, "TLS Web Client Authentication")) << user;
    EXPECT_TRUE(has(user, "OCSP - URI:http://ocsp.kaomado-training.invalid/")) << user;
}

TEST_F(OpensslWitness, ReadsTheRevocationListAndSaysRevoked) {
    const Issued user = ca().issue(requestFor(CertificateKind::UserAuth), now_);
    const std::string caPem = pem("ca", ca().certificate(CertificateKind::UserAuth));
    const std::string cert = pem("cert", user.certificate);
    const auto check = [&](const std::string& name) {
        const std::string list = file(name, ca().crl(CertificateKind::UserAuth, now_));
        return run("openssl verify -crl_check -CRLfile " + list + " -CAfile " + caPem + " " + cert);
    };
    EXPECT_TRUE(has(check("before.crl"), ": OK"));
    ca().revoke(user.serial, RevocationReason::KeyCompromise, now_);
    EXPECT_TRUE(has(check("after.crl"), "certificate revoked"));
    const std::string text = run("openssl crl -inform DER -noout -text -in " + (dir_ / "after.crl").string() +
                                 " -CAfile " + caPem);
    EXPECT_TRUE(has(text, "verify OK")) << text;
    EXPECT_TRUE(has(text, "Serial Number: " + user.serial)) << text;
    EXPECT_TRUE(has(text, "Key Compromise")) << text;
}

TEST_F(OpensslWitness, AsksTheResponderAndBelievesItsAnswer) {
    const Issued user = ca().issue(requestFor(CertificateKind::UserAuth), now_);
    const std::string caPem = pem("ca", ca().certificate(CertificateKind::UserAuth));
    const std::string cert = pem("cert", user.certificate);
    const std::string question = (dir_ / "question").string();
    run("openssl ocsp -issuer " + caPem + " -cert " + cert + " -reqout " + question);
    const auto ask = [&](Instant at) {
        const Bytes answer = ca().answerOcsp(toBytes(readTextFile(question)), at);
        return run("openssl ocsp -no_nonce -reqin " + question + " -respin " + file("answer", answer) +
                   " -issuer " + caPem + " -cert " + cert + " -CAfile " + caPem);
    };
    const std::string good = ask(now_);
    EXPECT_TRUE(has(good, "Response verify OK") && has(good, "cert.pem: good")) << good;
    ca().revoke(user.serial, RevocationReason::CessationOfOperation, now_);
    const std::string revoked = ask(now_);
    EXPECT_TRUE(has(revoked, "Response verify OK") && has(revoked, "cert.pem: revoked")) << revoked;
    EXPECT_TRUE(has(revoked, "cessationOfOperation")) << revoked;
}

TEST_F(OpensslWitness, ASerialNumberThatNobodyIssuedIsUnknown) {
    const std::string caPem = pem("ca", ca().certificate(CertificateKind::UserAuth));
    const std::string question = (dir_ / "question").string();
    run("openssl ocsp -issuer " + caPem + " -serial 0x4000000000000001 -reqout " + question);
    const Bytes answer = ca().answerOcsp(toBytes(readTextFile(question)), now_);
    const std::string text =
        run("openssl ocsp -no_nonce -reqin " + question + " -respin " + file("answer", answer) + " -issuer " +
            caPem + " -serial 0x4000000000000001 -CAfile " + caPem);
    EXPECT_TRUE(has(text, "Response verify OK") && has(text, ": unknown")) << text;
}

} // namespace
} // namespace kaomado::trust
