// SPDX-License-Identifier: Apache-2.0
// openssl, which nobody here wrote, at the portal's door.
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "tls_rig.hpp"

#include <kaomado/base/text_file.hpp>

#include <gmock/gmock.h>

namespace kaomado::portal {

using test::Arguments;
using test::Finished;
using test::OverTls;
using testing::HasSubstr;
using testing::Not;

namespace {

struct Openssl : testing::Test {
    Finished talk(const std::string& request, Arguments more = {}) {
        replaceFile(dir / "cert.pem", viewOf(at.identity.certificatePem()));
        Arguments all{"openssl",
                      "s_client",
                      "-connect",
                      "127.0.0.1:" + std::to_string(at.server.port()),
                      "-CAfile",
                      (dir / "cert.pem").string(),
                      "-verify_return_error",
                      "-verify_ip",
                      "127.0.0.1",
                      "-ign_eof"};
        all.insert(all.end(), more.begin(), more.end());
        return test::run(all, request);
    }

    const test::TempDir dir;
    OverTls at;
};

} // namespace

TEST_F(Openssl, VerifiesTheServerAndGetsAChallenge) {
    const Finished said =
        talk("POST /v1/challenges HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(said.out, HasSubstr("Verification: OK"));
    EXPECT_THAT(said.out, HasSubstr("TLSv1.3"));
    EXPECT_THAT(said.out, HasSubstr("HTTP/1.1 201 Created"));
    EXPECT_THAT(said.out, HasSubstr("Cache-Control: no-store"));
    EXPECT_THAT(said.out, HasSubstr("\"challenge\":"));
}

TEST_F(Openssl, FindsNoVersionOfTlsBefore12) {
    for (const char* old : {"-tls1", "-tls1_1"}) {
        const Finished said = talk("", {old, "-cipher", "ALL:@SECLEVEL=0"});
        EXPECT_NE(said.exitCode, 0) << old;
        EXPECT_THAT(said.out, HasSubstr("no peer certificate available")) << old;
    }
    EXPECT_THAT(talk("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", {"-tls1_2"}).out,
                HasSubstr("HTTP/1.1 404"));
}

TEST_F(Openssl, SeesAProblemForARequestThatBreaksHttp) {
    for (const char* wrong : {"POST /v1/challenges HTTP/1.1\r\nContent-Length: 0\r\n\r\n", // no host
                              "POST /v1/logins HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
                              "PUT /v1/logins HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"})
        EXPECT_THAT(talk(wrong).out, HasSubstr("application/problem+json")) << wrong;
    for (const char* smuggled : {"POST /v1/challenges HTTP/1.1\r\nHost : x\r\nContent-Length: 0\r\n\r\n",
                                 "POST /v1/challenges HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                 "0\r\nTransfer-Encoding: chunked\r\n\r\n",
                                 "POST /v1/challenges HTTP/1.1\nHost: x\nContent-Length: 0\n\n"})
        EXPECT_THAT(talk(smuggled).out, Not(HasSubstr("201 Created"))) << smuggled;
}

} // namespace kaomado::portal
