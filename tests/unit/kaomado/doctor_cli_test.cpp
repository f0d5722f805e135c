// SPDX-License-Identifier: Apache-2.0
// kaomado doctor: what it finds, and what it tells to do about it.
#include <kaomado/base/text_file.hpp>
#include <kaomado/counter/person_store.hpp>
#include <kaomado/portal/identity.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <support/database/test_database.hpp>

#include <algorithm>

namespace kaomado::test {
namespace {
using namespace std::chrono_literals;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const SystemClock kClock;
constexpr int kIll = 1;

/// A training municipality's database, with the keys beside; no PC/SC service anywhere.
class Doctor : public testing::Test {
protected:
    Doctor() {
        const auto db = database_.open();
        counter::migrateTables(*db, kClock);
        db->script("CREATE TABLE installation(name TEXT NOT NULL, value TEXT NOT NULL);"
                   "INSERT INTO installation(name, value) VALUES('mode', 'training')");
        add(kClock.now());
        counter::PersonStore(*db, data_ / "keys").put({"99999", "C1"}, {{"name", "見本　花子"}});
    }
    /// An event of that time, in a case of its own.
    void add(Instant at) {
        counter::CaseStore(*database_.open(), counter::Placing::WithAppend)
            .append({"99999", "C" + std::to_string(++cases_)}, 0,
                    {{1, at, procedure::Officer("hanako"),
                      procedure::CaseOpened{"P04", "2026", {}, std::nullopt}}});
    }
    Finished doctor(const Arguments& more = {}, const Environment& extra = {}) const {
        Arguments all{KAOMADO, "doctor", "--data", data_.path(), "--database", database_.address()};
        all.insert(all.end(), more.begin(), more.end());
        if (std::ranges::find(more, "--free") == more.end())
            all.insert(all.end(), {"--free", "1"}); // whatever disk the tests run on
        Environment environment{
            {"LC_ALL", "en_US.UTF-8"}, {"TZ", "Asia/Tokyo"}, {"PCSCLITE_CSOCK_NAME", data_ / "no-service"}};
        for (const auto& [name, value] : extra)
            environment[name] = value;
        return run(all, {}, environment);
    }
    /// "good", "doubtful" or "bad"; nothing when it says nothing of this.
    std::string health(const std::string& id, Arguments more = {}, const Environment& extra = {}) const {
        more.emplace_back("--json");
        const Finished told = doctor(more, extra);
        const json answer = json::parse(told.out);
        EXPECT_EQ(told.exitCode, answer.at("well") ? 0 : kIll);
        for (const json& check : answer.at("checks"))
            if (check.at("id") == id)
                return check.at("health");
        return {};
    }

    TestDatabase database_;
    TempDir data_, other_;
    int cases_ = 0;
};

TEST_F(Doctor, IsContentWithATrainingCounterAndSaysSoLineByLine) {
    const Finished told = doctor();
    EXPECT_EQ(told.exitCode, 0) << told.out;
    for (const char* line :
         {"✓ database: opens",
          "! log 99999: 1:", "✓ disk space: ", "✓ key to personal attributes 99999: opens 1 cases",
          "! readers: the service (pcscd) does not answer", "✓ clock: 20", "✓ time zone: JST", "✓ fonts",
          "✓ forms: ", "✓ rulebook 2026: ", "✓ versions: kaomado ", "0 to be mended"})
        EXPECT_THAT(told.out, HasSubstr(line));
    EXPECT_THAT(told.out, Not(HasSubstr("✗")));
    EXPECT_THAT(told.out, HasSubstr("\n    → "));
}

TEST_F(Doctor, ACounterOfRealWorkWithoutAReaderIsIll) {
    database_.open()->run("UPDATE installation SET value = 'real'");
    const Finished told = doctor();
    EXPECT_EQ(told.exitCode, kIll);
    EXPECT_THAT(told.out, AllOf(HasSubstr("✗ readers:"), HasSubstr("systemctl enable --now pcscd")));
}

TEST_F(Doctor, WithoutADatabaseItSaysWhoMakesOne) {
    const Finished told = run({KAOMADO, "doctor", "--data", other_.path()}, {}, {{"LC_ALL", "en_US.UTF-8"}});
    EXPECT_THAT(told.out, AllOf(HasSubstr("! database: none yet"), HasSubstr("kaomado serve")));
    EXPECT_TRUE(std::filesystem::is_empty(other_.path()));
}

TEST_F(Doctor, ADatabaseThatDoesNotOpenIsIll) {
    replaceFile(other_ / "server.db", toBytes(std::string(8192, 'g')));
    const Finished told = run({KAOMADO, "doctor", "--data", other_.path()}, {}, {{"LC_ALL", "en_US.UTF-8"}});
    EXPECT_EQ(told.exitCode, kIll);
    EXPECT_THAT(told.out, HasSubstr("✗ database: does not open"));
}

TEST_F(Doctor, TablesOfAnotherProgramAreTold) {
    database_.open()->run("DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)");
    EXPECT_EQ(health("database.older"), "doubtful");
    database_.open()->run("UPDATE migration SET sha256 = 'other' WHERE number = 1");
    EXPECT_EQ(health("database.closed"), "bad");
}

TEST_F(Doctor, AKeyThatOthersCanReadIsIll) {
    EXPECT_EQ(health("keys.private"), "good");
    const auto key = data_ / "keys" / "person-99999.key";
    std::filesystem::permissions(key, std::filesystem::perms{0640});
    const Finished told = doctor();
    EXPECT_EQ(told.exitCode, kIll);
    EXPECT_THAT(told.out, HasSubstr("chmod 600 '" + key.string() + "'"));
}

TEST_F(Doctor, AKeyThatIsNotThereIsIll) {
    std::filesystem::remove_all(data_ / "keys");
    EXPECT_EQ(health("keys.missing"), "bad");
}

TEST_F(Doctor, AClockBehindTheNewestEventIsIll) {
    EXPECT_EQ(health("clock"), "good");
    add(kClock.now() + 1min); // as much as two machines may differ
    EXPECT_EQ(health("clock"), "good");
    add(kClock.now() + 1h);
    EXPECT_EQ(health("clock.behind"), "bad");
}

TEST_F(Doctor, CertificatesAreJudgedByTheirDays) {
    const auto certificate = [&](Instant made) {
        replaceFile(other_ / "cert.pem", viewOf(portal::Identity::create(made).certificatePem()));
        return health("certificate", {"--cert", other_ / "cert.pem"}); // good for a year
    };
    const Instant now = kClock.now();
    EXPECT_EQ(certificate(now), "good");
    EXPECT_EQ(certificate(now - std::chrono::days{350}), "doubtful");
    EXPECT_EQ(certificate(now - std::chrono::days{400}), "bad");
    EXPECT_EQ(certificate(now + std::chrono::days{2}), "bad");
    replaceFile(other_ / "cert.pem", toBytes("no certificate"));
    EXPECT_EQ(health("certificate.unreadable", {"--cert", other_ / "cert.pem"}), "bad");
}

TEST_F(Doctor, BackupsAreJudgedByTheNewest) {
    EXPECT_EQ(health("backup.unknown"), "doubtful");
    const Arguments where{"--backups", other_.path()};
    replaceFile(other_ / "no.backup", toBytes("something else"));
    EXPECT_EQ(health("backup.none", where), "bad");
    for (const char* name : {"old.backup", "new.backup"})
        ASSERT_EQ(run({KAOMADO, "db", "backup", other_ / name, "--database", database_.address(), "--data",
                       data_.path()})
                      .exitCode,
                  0);
    const auto age = [&](const char* name) {
        store::openDatabase((other_ / name).string())
            ->run("UPDATE backup_note SET value = '2026-01-02T03:04:05Z' WHERE name = 'made'");
    };
    age("old.backup");
    EXPECT_EQ(health("backup.age", where), "good");
    age("new.backup");
    EXPECT_EQ(health("backup.age", where), "doubtful");
    EXPECT_THAT(doctor(where).out, HasSubstr("2026-01-02T03:04:05"));
}

TEST_F(Doctor, TooLittleSpaceIsTold) {
    const std::uintmax_t free = std::filesystem::space(data_.path()).available / 1024 / 1024;
    EXPECT_EQ(health("space", {"--free", std::to_string(free * 2)}), "doubtful");
    EXPECT_EQ(health("space", {"--free", std::to_string(free * 20)}), "bad");
}

TEST_F(Doctor, AMissingFontIsIll) {
    const std::string none = other_ / "fonts.conf";
    replaceFile(none, toBytes("<?xml version=\"1.0\"?><fontconfig></fontconfig>"));
    EXPECT_EQ(health("fonts.missing", {}, {{"FONTCONFIG_FILE", none}}), "bad");
}

TEST_F(Doctor, AnotherTimeZoneIsWorthALook) {
    EXPECT_EQ(health("zone", {}, {{"TZ", "UTC"}}), "doubtful");
}

TEST_F(Doctor, ChangesNothing) {
    const auto contents = [&] {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(data_.path()))
            files[entry.path()] = entry.is_regular_file() ? readTextFile(entry.path()) : "";
        return files;
    };
    const auto before = contents();
    const std::int64_t events = database_.open()->query("SELECT count(*) FROM event").at(0).integer(0);
    doctor();
    EXPECT_EQ(contents(), before);
    EXPECT_EQ(database_.open()->query("SELECT count(*) FROM event").at(0).integer(0), events);
}

TEST_F(Doctor, SpeaksJapanese) {
    const Environment japanese{{"LC_ALL", "ja_JP.UTF-8"}};
    EXPECT_THAT(doctor({}, japanese).out,
                AllOf(HasSubstr("✓ 時計："), HasSubstr("! リーダライタ："), HasSubstr("直す 0")));
    EXPECT_THAT(run({KAOMADO, "doctor", "--help"}, {}, japanese).out, HasSubstr("終了コード：0 ✗ がない"));
}

} // namespace
} // namespace kaomado::test
