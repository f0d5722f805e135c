// SPDX-License-Identifier: Apache-2.0
#include "cli.hpp"
#include "unit/counter/sample_events.hpp"

#include <kaomado/chip/signed_reading.hpp>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace kaomado::test {
namespace {

using counter::kCase;
using counter::kOther;
using counter::SampleLog;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

SampleLog logAt(const std::string& path) {
    return SampleLog(counter::Placing::WithAppend, path);
}

/// A data folder with a log of two cases: C1 has events 1, 2, 3 at 0, 2, 3; C2 has 1 at 1.
class AuditCli : public Cli {
protected:
    AuditCli() {
        std::filesystem::create_directories(folder_);
        logAt(database_).fill();
    }
    Finished audit(Arguments more, const std::string& language = "en_US.UTF-8") {
        more.insert(more.begin(), "audit");
        more.insert(more.end(), {"--data", folder_});
        if (std::ranges::find(more, "--database") == more.end())
            more.insert(more.end(), {"--database", database_});
        return kaomado(std::move(more), {}, language);
    }
    std::string must(const Arguments& arguments) {
        const Finished done = audit(arguments);
        EXPECT_EQ(done.exitCode, 0) << testing::PrintToString(arguments) << done.err;
        return done.out;
    }
    json verified(Arguments more = {}, int exitCode = 0) {
        more.insert(more.begin(), {"verify", "--json"});
        const Finished done = audit(more);
        EXPECT_EQ(done.exitCode, exitCode) << done.out << done.err;
        return done.out.empty() ? json() : json::parse(done.out);
    }
    void change(const std::string& sql) { store::openDatabase(database_)->script(sql); }
    std::string publicKey() { return json::parse(must({"head", "--json"})).at("publicKey"); }
    /// "event-changed C1/2 at 2"
    static std::vector<std::string> findings(const json& found) {
        std::vector<std::string> all;
        for (const json& one : found.at("findings"))
            all.push_back(one.at("problem").get<std::string>() + " " + one.at("case").get<std::string>() +
                          "/" + one.at("event").dump() + " at " + one.at("first").dump() +
                          (one.at("first") == one.at("last") ? "" : "-" + one.at("last").dump()));
        return all;
    }

    std::string folder_ = path("log");
    TestDatabase fresh_;
    std::string database_ = fresh_.address();
};

constexpr const char* kCut = "DELETE FROM log_entry WHERE log_index = 3;"
                             "DELETE FROM event WHERE case_id = 'C1' AND seq = 3";

TEST_F(AuditCli, SignsAHeadWithAKeyThatOnlyItsOwnerReads) {
    const Finished head = audit({"head", "-o", path("head.json")});
    ASSERT_EQ(head.exitCode, 0) << head.err;
    const json file = json::parse(readTextFile(path("head.json")));
    EXPECT_EQ(file.at("head").at("size"), 4);
    EXPECT_THAT(head.out, AllOf(HasSubstr("99999  4:" + file.at("head").at("root").get<std::string>()),
                                HasSubstr("public key " + file.at("publicKey").get<std::string>())));
    struct stat info {};
    ASSERT_EQ(::stat((folder_ + "/log.key").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    EXPECT_EQ(readTextFile(folder_ + "/log.pub"), file.at("publicKey").get<std::string>() + "\n");
    EXPECT_EQ(must({"head", "--json"}), readTextFile(path("head.json"))); // the same log, the same head
}

TEST_F(AuditCli, ListsTheHeadsSoFarWithoutSigningOne) {
    EXPECT_EQ(must({"head", "--list"}), "");
    must({"head"});
    logAt(database_).cases.append(kOther, 1, {counter::event(2, "S16_lock")});
    must({"head"});
    const std::string list = must({"head", "--list", "--json"});
    EXPECT_EQ(json::parse(list.substr(0, list.find('\n'))).at("head").at("size"), 4);
    EXPECT_EQ(std::ranges::count(list, '\n'), 2);
}

TEST_F(AuditCli, VerifiesASoundLog) {
    must({"head"});
    const json found = verified();
    EXPECT_EQ(found.at("sound"), true);
    EXPECT_EQ(found.at("size"), 4);
    EXPECT_EQ(found.at("covered"), 4);
    const Finished people = audit({"verify"});
    EXPECT_EQ(people.exitCode, 0);
    EXPECT_THAT(people.out, AllOf(HasSubstr("99999: 4 events, nothing wrong."), HasSubstr("log.pub")));
}

TEST_F(AuditCli, TellsWhichEventOfWhichCaseWasChangedAndEndsWithOne) {
    must({"head"});
    change("UPDATE event SET body = replace(body, 'S16', 'S17') WHERE seq = 2;"
           "UPDATE event SET body = replace(body, 'hanako', 'hanaco') WHERE case_id = 'C2'");
    EXPECT_EQ(findings(verified({}, 1)),
              (std::vector<std::string>{"event-changed C2/1 at 1", "event-changed C1/2 at 2"}));
    const Finished people = audit({"verify"}, "ja_JP.UTF-8");
    EXPECT_EQ(people.exitCode, 1);
    EXPECT_THAT(people.out, AllOf(HasSubstr("異常が 2 件"), HasSubstr("位置 2（案件 C1、2 番目の記録）"),
                                  HasSubstr("書き込まれたときと異なります")));
}

TEST_F(AuditCli, ShowsACutEndByAHeadKeptElsewhere) {
    must({"head", "-o", path("head.json")});
    const std::string root = json::parse(readTextFile(path("head.json"))).at("head").at("root");
    change(kCut);
    EXPECT_EQ(findings(verified({}, 1)), std::vector<std::string>{"cut-off /0 at 3"}); // by the stored head
    change("DELETE FROM log_head");
    EXPECT_EQ(verified().at("covered"), 0); // by itself the shorter log looks whole
    EXPECT_EQ(findings(verified({"--known", path("head.json")}, 1)),
              std::vector<std::string>{"cut-off /0 at 3"});
    EXPECT_EQ(findings(verified({"--known", "4:" + root}, 1)), std::vector<std::string>{"cut-off /0 at 3"});
}

TEST_F(AuditCli, NeverSignsALogThatIsNoContinuation) {
    must({"head"});
    change(kCut);
    const Finished refused = audit({"head"});
    EXPECT_EQ(refused.exitCode, 65);
    EXPECT_THAT(refused.err, oneMessage("no continuation of its head of size 4"));
}

TEST_F(AuditCli, FindsALogThatWasSignedAnewWithAnotherKey) {
    const std::string key = publicKey();
    change("DELETE FROM log_head");
    std::filesystem::remove(folder_ + "/log.key");
    std::filesystem::remove(folder_ + "/log.pub");
    must({"head"});
    EXPECT_EQ(verified().at("sound"), true); // to itself it is
    EXPECT_EQ(findings(verified({"--key", key}, 1)), std::vector<std::string>{"head-forged /0 at 3"});
}

TEST_F(AuditCli, KeepsThePublicPartOfAKeyThatWasReplaced) {
    const std::string first = publicKey();
    std::filesystem::remove(folder_ + "/log.key");
    const std::string second = publicKey();
    EXPECT_EQ(readTextFile(folder_ + "/log.pub"), first + "\n" + second + "\n");
    EXPECT_EQ(verified().at("sound"), true);
    EXPECT_EQ(verified({"--key", folder_ + "/log.pub"}).at("keys").size(), 2U);
    EXPECT_EQ(findings(verified({"--key", second}, 1)), std::vector<std::string>{"head-forged /0 at 3"});
}

TEST_F(AuditCli, ProvesAnEventToSomebodyWithTheKeyAlone) {
    const std::string key = publicKey();
    must({"prove", "--case", "C1", "--event", "2", "-o", path("proof.json")});
    std::filesystem::remove_all(folder_);
    const Finished people = kaomado({"audit", "verify", "--proof", path("proof.json"), "--key", key});
    EXPECT_EQ(people.exitCode, 0) << people.err;
    EXPECT_THAT(people.out,
                AllOf(HasSubstr("The proof holds"), HasSubstr("place 2 stands event 2 of case C1"),
                      HasSubstr("S16_lock"), HasSubstr("as given")));
    std::string bad = readTextFile(path("proof.json"));
    bad.replace(bad.find("S16"), 3, "S17");
    const Finished found = kaomado({"audit", "verify", "--proof", write("bad.json", bad), "--json"});
    EXPECT_EQ(found.exitCode, 1) << found.err;
    EXPECT_EQ(findings(json::parse(found.out)), std::vector<std::string>{"event-changed C1/2 at 2"});
}

TEST_F(AuditCli, ProvesAWholeCaseAndTheGrowthSinceAHeadInOneFile) {
    must({"head", "-o", path("head.json")});
    logAt(database_).cases.append(kCase, 3, {counter::event(4, "S16_lock")});
    must({"prove", "--case", "C1", "--from", path("head.json"), "-o", path("proof.json")});
    const Finished done = kaomado({"audit", "verify", "--proof", path("proof.json"), "--json"});
    EXPECT_EQ(done.exitCode, 0) << done.err;
    const json found = json::parse(done.out);
    EXPECT_EQ(found.at("holds"), true);
    EXPECT_EQ(found.at("events").size(), 4U);
    EXPECT_EQ(found.at("older").at("size"), 4);
    EXPECT_EQ(found.at("head").at("size"), 5);
    EXPECT_THAT(kaomado({"audit", "verify", "--proof", path("proof.json")}, {}, "ja_JP.UTF-8").out,
                AllOf(HasSubstr("4 件の記録から、変更なく続いている"), HasSubstr("知らされた鍵と同じか")));
    EXPECT_EQ(json::parse(must({"prove", "--from", "4", "--head", "5"})).at("older").at("head").at("size"),
              4);
}

TEST_F(AuditCli, ExportsALogThatIsVerifiedWithoutADatabase) {
    const std::string key = publicKey();
    must({"head", "-o", path("head.json")});
    must({"export", "-o", path("log.jsonl")});
    EXPECT_EQ(must({"export"}), readTextFile(path("log.jsonl")));
    struct stat info {};
    ASSERT_EQ(::stat(path("log.jsonl").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    std::filesystem::remove_all(folder_);
    const Arguments verify{"audit", "verify", "--export", path("log.jsonl"), "--json"};
    Arguments informed = verify;
    informed.insert(informed.end(), {"--key", key, "--known", path("head.json"), "--content"});
    const Finished done = kaomado(informed);
    EXPECT_EQ(done.exitCode, 0) << done.out << done.err;
    EXPECT_EQ(json::parse(done.out).at("covered"), 4);
    std::string bad = readTextFile(path("log.jsonl"));
    bad.replace(bad.find("S18"), 3, "S19");
    write("log.jsonl", bad);
    const Finished found = kaomado(verify);
    EXPECT_EQ(found.exitCode, 1);
    EXPECT_EQ(findings(json::parse(found.out)), std::vector<std::string>{"event-changed C1/3 at 3"});
}

TEST_F(AuditCli, LeavesNoHalfOfAnExport) {
    change("UPDATE event SET body = replace(body, '{', '{\n') WHERE seq = 3");
    const Finished refused = audit({"export", "-o", path("log.jsonl")});
    EXPECT_EQ(refused.exitCode, 65);
    EXPECT_THAT(refused.err, oneMessage("does not stand on one line"));
    EXPECT_FALSE(std::filesystem::exists(path("log.jsonl")));
    EXPECT_FALSE(std::filesystem::exists(path("log.jsonl.new")));
}

TEST_F(AuditCli, VerifiesEveryMunicipalityAndSignsTheOneThatIsNamed) {
    logAt(database_).cases.append({"88888", "D1"}, 0, {counter::event(1, "S01_accept")});
    const Finished which = audit({"head"});
    EXPECT_EQ(which.exitCode, 64);
    EXPECT_THAT(which.err, oneMessage("one of 88888 99999"));
    must({"head", "--municipality", "88888", "-o", path("head.json")});
    change("UPDATE event SET body = replace(body, 'S01', 'S02') WHERE case_id = 'D1'");
    const Finished both = audit({"verify"});
    EXPECT_EQ(both.exitCode, 1);
    EXPECT_THAT(both.out, AllOf(HasSubstr("88888: 1 events, 1 things wrong"),
                                HasSubstr("99999: 4 events, nothing wrong")));
    EXPECT_EQ(verified({"--municipality", "99999"}).at("sound"), true);
    EXPECT_EQ(audit({"verify", "--municipality", "99999", "--known", path("head.json")}).exitCode, 64);
}

TEST_F(AuditCli, ReadsContentWhenAskedTo) {
    change("INSERT INTO event(municipality, case_id, seq, body) VALUES('99999', 'C2', 2, '{}');"
           "INSERT INTO log_waiting(municipality, case_id, seq, at_us) VALUES('99999', 'C2', 2, 0)");
    EXPECT_EQ(verified().at("waiting"), 1);
    must({"head"});
    EXPECT_EQ(verified().at("waiting"), 0);
    EXPECT_EQ(verified().at("sound"), true);
    EXPECT_EQ(findings(verified({"--content"}, 1)), std::vector<std::string>{"event-unreadable C2/2 at 4"});
}

TEST_F(AuditCli, ChecksTheReadingsOfATerminalWhoseKeyIsKnown) {
    ASSERT_EQ(kaomado({"rehearse", "P04", "--data", path("rehearsed")}).exitCode, 0); // keeps kaomado.db
    const auto verify = [&](const Bytes& terminal) {
        return kaomado(
            {"audit", "verify", "--data", path("rehearsed"), "--terminal", "rehearsal=" + toHex(terminal)});
    };
    const Finished good = verify(chip::TerminalKey::load(path("rehearsed/terminal.key")).publicKey());
    EXPECT_EQ(good.exitCode, 0) << good.out;
    EXPECT_THAT(good.out, HasSubstr("not signed yet: 0")); // a rehearsal signs at its end
    const Finished bad = verify(chip::TerminalKey::create().publicKey());
    EXPECT_EQ(bad.exitCode, 1);
    EXPECT_THAT(bad.out, HasSubstr("[reading-forged]"));
}

TEST_F(AuditCli, ShowsProgressWhenAskedTo) {
    std::vector<procedure::Event> many;
    for (std::uint64_t i = 1; i <= 10'000; ++i)
        many.push_back(counter::event(i, "S16_lock"));
    logAt(database_).cases.append({"99999", "C3"}, 0, many);
    EXPECT_THAT(audit({"verify", "--progress"}).err, HasSubstr("verifying: 8192 places"));
    EXPECT_EQ(audit({"verify"}).err, ""); // this is no terminal
    EXPECT_THAT(audit({"export", "-o", path("x"), "--progress"}).err, HasSubstr("exporting: 8192 places"));
}

TEST_F(AuditCli, RefusesACommandLineThatItDoesNotUnderstand) {
    must({"head", "-o", path("head.json")});
    logAt(database_).cases.append({"88888", "D1"}, 0, {counter::event(1, "S01_accept")});
    for (const Arguments& wrong :
         std::vector<Arguments>{{},
                                {"frobnicate"},
                                {"prove", "--municipality", "99999"},
                                {"prove", "--municipality", "99999", "--event", "1", "--from", "4"},
                                {"prove", "--municipality", "99999", "--case", "C9"},
                                {"prove", "--municipality", "99999", "--case", "C1", "--event", "9"},
                                {"prove", "--municipality", "99999", "--case", "C1", "--event", "0"},
                                {"prove", "--municipality", "99999", "--case", "C1", "--event", "x"},
                                {"prove", "--municipality", "99999", "--from", "3"},
                                {"prove", "--municipality", "88888", "--from", path("head.json")},
                                {"export"},
                                {"verify", "--known", "4:00"},
                                {"verify", "--known", "4:" + std::string(64, 'x')},
                                {"verify", "--known", "4:" + std::string(64, '0')}, // which of the two logs?
                                {"verify", "--key", "00"},
                                {"verify", "--key", std::string(64, 'x')},
                                {"verify", "--terminal", "counter-1"},
                                {"verify", "--terminal", "=" + std::string(64, '0')},
                                {"verify", "--export", "a", "--proof", "b"}})
        EXPECT_EQ(audit(wrong).exitCode, 64) << testing::PrintToString(wrong);
}

TEST_F(AuditCli, SaysWhatOfItsInputIsMissingOrDamaged) {
    must({"head", "-o", path("head.json")});
    must({"prove", "--case", "C1", "-o", path("proof.json")});
    std::string forged = readTextFile(path("head.json"));
    forged.replace(forged.find("\"size\":4"), 8, "\"size\":3");
    write("forged.json", forged);
    write("empty", "");
    const std::string other = toHex(audit::LogKey::create().publicKey());
    for (const auto& [exitCode, arguments] : std::vector<std::pair<int, Arguments>>{
             {66, {"verify", "--known", path("none.json")}},
             {66, {"verify", "--export", path("none.jsonl")}},
             {66, {"verify", "--export", folder_}},
             {66, {"verify", "--proof", path("none.json")}},
             {66, {"verify", "--database", path("none.db")}},
             {66, {"head", "--database", "sqlite:" + path("none.db")}},
             {65, {"verify", "--known", path("forged.json")}},
             {65, {"verify", "--known", path("proof.json")}},
             {65, {"verify", "--known", path("empty")}},
             {65, {"verify", "--export", path("head.json")}},
             {65, {"verify", "--export", path("empty")}},
             {65, {"verify", "--proof", path("head.json")}},
             {65, {"verify", "--proof", path("proof.json"), "--key", other}},
             {65, {"prove", "--from", path("forged.json")}},
             {74, {"verify", "--database", path("head.json")}},
             {74, {"export", "-o", path("none/log.jsonl")}},
             {74, {"head", "-o", path("none/head.json")}},
             {78, {"verify", "--database", path("empty")}}}) {
        const Finished done = audit(arguments);
        EXPECT_EQ(done.exitCode, exitCode) << testing::PrintToString(arguments) << done.err;
        EXPECT_THAT(done.err, oneMessage("")) << testing::PrintToString(arguments);
    }
    EXPECT_FALSE(std::filesystem::exists(path("none.db")));
}

} // namespace
} // namespace kaomado::test
