// SPDX-License-Identifier: Apache-2.0
// kaomado form: what it writes, what it refuses, and what it tells.
#include "cli.hpp"
#include "support/pdf.hpp"

#include <kaomado/counter/person_store.hpp>

namespace kaomado::test {
namespace {
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class FormCli : public Cli {
protected:
    Finished form(Arguments more, const std::string& language = "en_US.UTF-8") {
        more.insert(more.begin(), "form");
        return kaomado(std::move(more), {}, language);
    }
    bool written(const std::string& name = "out.pdf") const { return std::filesystem::exists(path(name)); }
    std::string letters(const std::string& name = "out.pdf") const {
        return SeenPdf(toBytes(readTextFile(path(name)))).letters();
    }
    /// A case of ④ in a folder of records, with a person whose name has a variant. @return its number
    std::string caseWithPerson() {
        Arguments choose{"choose", "--data", path("log"), "--json"};
        for (const char* fact : {"visitor=applicant", "wish=face_auth", "new_card=no", "face_item_due=no",
                                 "cert_due=no", "marked_on_face=no", "marked_on_case=no"})
            choose.insert(choose.end(), {"--fact", fact});
        const Finished opened = kaomado(choose);
        EXPECT_EQ(opened.exitCode, 0) << opened.out << opened.err;
        const auto db = store::openDatabase((dir_ / "log" / "kaomado.db").string());
        std::string number = counter::CaseStore(*db).cases("99999").at(0);
        counter::PersonStore(*db, dir_ / "log" / "keys")
            .put({"99999", number}, {{"name", "葛\U000E0102城　花子"},
                                     {"kana", "かつらぎ　はなこ"},
                                     {"address", "見本県見本市見本町一丁目２番"},
                                     {"birth", "1950-02-17"},
                                     {"phone", "000-0000-0000"}});
        return number;
    }
    std::string out_ = path("out.pdf");
};

TEST_F(FormCli, WritesABlankForm) {
    const Finished done = form({"F04", "-o", out_});
    EXPECT_EQ(done.exitCode, 0) << done.err;
    EXPECT_EQ(done.out, "written: " + out_ + "\n");
    EXPECT_THAT(letters(), HasSubstr("暗証番号の設定を希望しない旨の申請書"));
}

TEST_F(FormCli, FillsFromAFileAndFromTheCommandLineWhichGoesFirst) {
    const std::string data =
        write("values.json", R"({"applicant.name": "見本　花子", "applicant.phone": "000-0001"})");
    EXPECT_EQ(form({"F04", "--data", data, "--set", "applicant.phone=000-0002", "-o", out_}).exitCode, 0);
    EXPECT_THAT(letters(), AllOf(HasSubstr("見本花子"), HasSubstr("000-0002"), Not(HasSubstr("000-0001"))));
}

TEST_F(FormCli, FillsFromTheSealedAttributesOfACase) {
    const std::string number = caseWithPerson();
    const Finished done = form({"F04", "--data", path("log"), "--case", number, "-o", out_});
    ASSERT_EQ(done.exitCode, 0) << done.err;
    EXPECT_THAT(letters(), AllOf(HasSubstr("葛\U000E0102城花子"), HasSubstr("見本県見本市見本町一丁目２番"),
                                 HasSubstr("昭和25年2月17日"), HasSubstr("受付番号" + number),
                                 HasSubstr("□✓現在お持ちのカードを")));
    EXPECT_THAT(letters(), HasSubstr("□次のことは引き続きできます")); // for the resident to tick
    EXPECT_THAT(done.out + done.err, Not(HasSubstr("花子")));
}

TEST_F(FormCli, ACaseThatIsNotThereIsNoForm) {
    caseWithPerson();
    const Finished done = form({"F04", "--data", path("log"), "--case", "nobody", "-o", out_});
    EXPECT_EQ(done.exitCode, 64);
    EXPECT_THAT(done.err, oneMessage("there is no case nobody"));
    EXPECT_FALSE(written());
}

TEST_F(FormCli, WhatCannotBePrintedIsToldAndNothingIsWritten) {
    const Finished done = form({"F04", "--set", "applicant.name=葛\U000E0110城", "-o", out_});
    EXPECT_EQ(done.exitCode, 2);
    EXPECT_THAT(done.err,
                AllOf(StartsWith("applicant.name: U+845B U+E0110 cannot be printed"), Not(HasSubstr("城"))));
    EXPECT_FALSE(written());
}

TEST_F(FormCli, OrTheFieldIsLeftToAPen) {
    const Finished done =
        form({"F04", "--set", "applicant.name=葛\U000E0110城", "--by-hand", "-o", out_}, "ja_JP.UTF-8");
    EXPECT_EQ(done.exitCode, 0);
    EXPECT_THAT(done.err, AllOf(StartsWith("氏名（applicant.name）：U+845B U+E0110"), HasSubstr("手書き")));
    EXPECT_THAT(letters(), Not(HasSubstr("城")));
}

TEST_F(FormCli, AValueThatIsTooLongIsOnAPageOfItsOwn) {
    std::string address = "見本県";
    for (int i = 0; i < 100; ++i)
        address += "見本市見本町";
    const Finished done =
        form({"F04", "--set", "applicant.address=" + address, "-o", path("out.png"), "--dpi", "72"});
    EXPECT_EQ(done.exitCode, 0) << done.err;
    EXPECT_THAT(done.out, HasSubstr("on a page after the form"));
    EXPECT_TRUE(written("out-1.png") && written("out-2.png"));
}

TEST_F(FormCli, TheSameMomentGivesTheSameFile) {
    const Arguments order{"F05", "--created", "2026-11-25T00:00:00Z", "-o"};
    for (const char* name : {"one.pdf", "two.pdf"}) {
        Arguments all = order;
        all.push_back(path(name));
        EXPECT_EQ(form(all).exitCode, 0);
    }
    EXPECT_EQ(readTextFile(path("one.pdf")), readTextFile(path("two.pdf")));
}

TEST_F(FormCli, AMunicipalitysOwnFormGoesFirstAndItsMistakesAreToldWithTheirLine) {
    std::filesystem::create_directories(dir_ / "own");
    const std::string good = "id: F08\ntitle: 市の委任状\nedition: \"2026\"\nhistory: existing\ndesign: "
                             "items\naudience: resident\n"
                             "source: SRC-GUIDELINE\npaper: A4\nblocks:\n  - {text: 市の委任状}\n";
    write("own/f08.yaml", good);
    EXPECT_EQ(form({"F08", "--override", path("own"), "-o", out_}).exitCode, 0);
    EXPECT_THAT(letters(), HasSubstr("市の委任状"));
    write("own/f08.yaml", good + "  - {text: \"{applicant.shoe_size}\"}\n");
    const Finished wrong = form({"F08", "--override", path("own"), "-o", out_});
    EXPECT_EQ(wrong.exitCode, 65);
    EXPECT_THAT(wrong.err, oneMessage("f08.yaml:11: no field 'applicant.shoe_size'"));
}

TEST_F(FormCli, TheEditionOfADayIsPrinted) {
    EXPECT_EQ(form({"F02", "--on", "2020-01-01", "-o", out_}).exitCode, 0);
    EXPECT_THAT(letters(), AllOf(HasSubstr("2016-01"), Not(HasSubstr("いずれの暗証番号も設定しない"))));
    const Finished early = form({"F04", "--on", "2020-01-01", "-o", path("early.pdf")});
    EXPECT_EQ(early.exitCode, 64);
    EXPECT_THAT(early.err, oneMessage("'F04' is no form on 2020-01-01"));
}

TEST_F(FormCli, TellsWhatIsWrongWithItsArguments) {
    const std::string list = write("list.json", "[1, 2]"),
                      number = write("number.json", R"({"applicant.phone": 1})");
    const std::tuple<Arguments, int, std::string> wrong[] = {
        {{"F99", "-o", out_}, 64, "'F99' is no form"},
        {{"-o", out_}, 64, "name a form"},
        {{"F04"}, 64, "name a form"},
        {{"F04", "-o", path("out.docx")}, 64, "a .pdf or a .png"},
        {{"F04", "--with", "annex", "-o", out_}, 64, "its parts are delegation"},
        {{"F04", "--set", "applicant.nmae=x", "-o", out_}, 64, "there is no field 'applicant.nmae'"},
        {{"F04", "--set", "errand", "-o", out_}, 64, "FIELD=VALUE"},
        {{"F04", "--set", "applicant.birth=17 Feb", "-o", out_}, 64, "applicant.birth is no day"},
        {{"F04", "--data", list, "-o", out_}, 65, "one JSON object"},
        {{"F04", "--data", number, "-o", out_}, 65, "applicant.phone is no text"},
        {{"F04", "--data", path("none.json"), "-o", out_}, 66, "none.json"},
        {{"F04", "--override", path("nowhere"), "-o", out_}, 66, "nowhere"},
        {{"F04", "-o", path("out.png"), "--dpi", "9999"}, 64, "36 to 600"},
    };
    for (const auto& [arguments, code, detail] : wrong) {
        const Finished done = form(arguments);
        EXPECT_EQ(done.exitCode, code) << detail;
        EXPECT_THAT(done.err, oneMessage(detail));
        EXPECT_THAT(done.out, IsEmpty());
    }
    EXPECT_FALSE(written());
}

TEST_F(FormCli, TheListNamesFieldsAndParts) {
    const json forms = json::parse(form({"--list", "--json", "--on", "2026-11-25"}).out).at("forms");
    for (const json& one : forms)
        if (one.at("id") == "F04") {
            EXPECT_THAT(one.at("fields"), testing::Contains("applicant.name"));
            EXPECT_EQ(one.at("parts")[0].at("id"), "delegation");
        }
    EXPECT_EQ(forms.size(), 15U); // one edition of each
    EXPECT_THAT(form({"--list"}, "ja_JP.UTF-8").out,
                AllOf(HasSubstr("F04"), HasSubstr("新設"), HasSubstr("委任状")));
}

} // namespace
} // namespace kaomado::test
