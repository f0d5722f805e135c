// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/text_file.hpp>
#include <kaomado/portal/identity.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>
#include <sys/stat.h>

namespace kaomado::portal {

using test::faultOf;
using namespace std::chrono_literals;

namespace {
const Instant kNow = instantFromIso("2026-10-01T01:00:00Z");
} // namespace

TEST(PortalIdentity, IsTheSameAtEachStartAndItsKeyIsForItsOwnerAlone) {
    const test::TempDir dir;
    const Identity first = Identity::loadOrCreate(dir / "portal", kNow);
    const Identity second = Identity::loadOrCreate(dir / "portal", kNow + 24h);
    EXPECT_EQ(first.binding(), second.binding());
    struct stat found {};
    ASSERT_EQ(::stat((dir / "portal" / "portal.pem").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
    EXPECT_EQ(readTextFile(dir / "portal" / "portal-cert.pem"), first.certificatePem());
    EXPECT_EQ(first.certificatePem().find("PRIVATE"), std::string::npos);
}

TEST(PortalIdentity, IsReplacedBeforeItRunsOut) {
    const test::TempDir dir;
    const Identity first = Identity::loadOrCreate(dir / "portal", kNow);
    const Identity next = Identity::loadOrCreate(dir / "portal", kNow + 24h * 365);
    EXPECT_NE(first.binding(), next.binding());
    EXPECT_EQ(readTextFile(dir / "portal" / "portal-cert.pem"), next.certificatePem());
}

TEST(PortalIdentity, ADamagedFileIsNotOverwritten) {
    const test::TempDir dir;
    Identity::loadOrCreate(dir / "portal", kNow);
    replaceFile(dir / "portal" / "portal.pem", viewOf("damaged"));
    EXPECT_EQ(faultOf([&] { Identity::loadOrCreate(dir / "portal", kNow); }), Fault::FileMalformed);
    EXPECT_EQ(readTextFile(dir / "portal" / "portal.pem"), "damaged");
}

} // namespace kaomado::portal
