// SPDX-License-Identifier: Apache-2.0
#include "sample_case.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/counter/case_papers.hpp>

#include <gmock/gmock.h>
#include <support/temp_dir.hpp>

#include <algorithm>

namespace kaomado::counter {
namespace {
using procedure::Rulebook;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;

const Date kDay = dateFrom("2026-11-25");
class CasePapers : public testing::Test {
protected:
    CasePapers() { change.add(procedure::FactStated{"wish", procedure::Word("face_auth")}); }

    std::vector<CasePaper> papers() const {
        return papersOf(stationery, Rulebook::builtIn(), procedure::fold(change.events()),
                        {.now = morningOf(kDay), .settings = settingsFrom(Rulebook::builtIn(), {})});
    }
    CasePaper paper(const std::string& form) const {
        const auto all = papers();
        const auto found = std::ranges::find(all, form, [](const CasePaper& one) { return one.form->id; });
        EXPECT_NE(found, all.end()) << form;
        return *found;
    }
    forms::Values values(Date today = kDay, const std::optional<PersonalAttributes>& person = {}) const {
        return formValuesOf({"99999", "20261125-ABCDEF"}, change.events(), person, today);
    }

    CaseRecord record() const { return {{"99999", "20261125-ABCDEF"}, change.events(), {}}; }

    Stationery stationery = Stationery::ofTraining("no-such-folder");
    SampleCase change{morningOf(kDay)};
};

TEST(Forms, NameOnlyDocumentsAndStepsThatTheRulebookKnows) {
    for (const forms::Form& form : forms::Library::builtIn().all()) {
        EXPECT_TRUE(form.document.empty() || Rulebook::builtIn().documents.contains(form.document))
            << form.id;
        for (const std::string& step : form.steps)
            EXPECT_TRUE(Rulebook::builtIn().steps.contains(step)) << form.id << " " << step;
    }
}

TEST_F(CasePapers, WhatTheCaseDemandsComesFirstAndSaysWhichRuleWantsIt) {
    const CasePaper first = papers().at(0);
    EXPECT_EQ(first.form->id, "F04");
    EXPECT_EQ(first.need, CasePaper::Need::Demanded);
    EXPECT_THAT(first.rules, Contains("R-P04-01"));
    EXPECT_THAT(first.steps, ElementsAre("S02_documents"));
    EXPECT_FALSE(first.handedIn);
}

TEST_F(CasePapers, APaperThatCameBackIsSaidToBeThere) {
    change.add(procedure::DocumentRecorded{"F04_no_pin_application", true, {{"signed", true}}});
    EXPECT_TRUE(paper("F04").handedIn);
}

TEST_F(CasePapers, AStepCallsForTheExplanationBeforeTheLockAndForTheLeafletAfterwards) {
    EXPECT_EQ(paper("K02").need, CasePaper::Need::Advised);
    EXPECT_THAT(paper("K02").steps, ElementsAre("S16_lock"));
    EXPECT_THAT(paper("K02").rules, Contains("R-CARD-17"));
    EXPECT_EQ(paper("K01").need, CasePaper::Need::Advised);
}

TEST_F(CasePapers, AStepThatDoesNotBelongToTheCaseCallsForNothing) {
    change.add(procedure::FactStated{"lines_used", procedure::Count(4)})
        .add(procedure::FactStated{"reissue_choice", procedure::Word("visit_at_handover")})
        .add(procedure::FactStated{"case_state", procedure::Word("at_hand")})
        .add(procedure::DocumentRecorded{"F16_reissue_application", true, {{"signed", true}}});
    EXPECT_THAT(paper("K01").steps, ElementsAre("S27_mark_case")); // and not the field, which is full
}

TEST_F(CasePapers, WhereNothingIsLockedNoStepCallsForThem) {
    change = SampleCase(morningOf(kDay), "P05");
    EXPECT_EQ(paper("F09").need, CasePaper::Need::Demanded);
    EXPECT_EQ(paper("K01").need, CasePaper::Need::Other);
    EXPECT_EQ(paper("K02").need, CasePaper::Need::Other);
}

TEST_F(CasePapers, EveryFormInForceIsThereOnce) {
    std::vector<std::string> ids, known;
    for (const CasePaper& one : papers())
        ids.push_back(one.form->id);
    for (const forms::Form* form : stationery.forms.inForce(kDay))
        known.push_back(form->id);
    EXPECT_THAT(ids, testing::UnorderedElementsAreArray(known));
}

TEST_F(CasePapers, TheOfficeAndTheCaseAreWrittenOnItAndNobodyHasToTypeThem) {
    const forms::Order order = orderOf(stationery, *paper("F04").form, record(), morningOf(kDay));
    EXPECT_THAT(order.values,
                AllOf(Contains(Pair("municipality.head", "見本市長")),
                      Contains(Pair("applied_on", "2026-11-25")), Contains(Pair("errand", "switch"))));
    EXPECT_EQ(order.caseNumber, "20261125-ABCDEF");
    EXPECT_TRUE(order.training);
}

TEST_F(CasePapers, WhoeverComesForSomebodyElseGetsTheDelegationOnTheSamePaper) {
    EXPECT_THAT(orderOf(stationery, *paper("F04").form, record(), {}).parts, IsEmpty());
    change.add(procedure::FactStated{"visitor", procedure::Word("representative")});
    EXPECT_THAT(orderOf(stationery, *paper("F04").form, record(), {}).parts, ElementsAre("delegation"));
    EXPECT_THAT(orderOf(stationery, *paper("F08").form, record(), {}).parts, IsEmpty());
}

TEST_F(CasePapers, ABlankOneKnowsTheOfficeAndNoCase) {
    const forms::Order order = blankOrder(stationery, morningOf(kDay));
    EXPECT_EQ(order.values, stationery.office);
    EXPECT_EQ(order.caseNumber, "");
}

TEST_F(CasePapers, NoConsentAcknowledgementOrDayOfAnotherPersonIsFilledIn) {
    change.add(procedure::FactStated{"services_acknowledged", true});
    change.add(procedure::DocumentRecorded{
        "F05_insurance_consent", true, {{"consents_login", true}, {"consents_registration", true}}});
    for (const char* mark : {"ack_available", "ack_not_available", "consents_login", "consents_registration",
                             "terms_agreed", "written_on", "box_answered", "staff.second"})
        EXPECT_THAT(values(), Not(Contains(Key(mark)))) << mark;
}

TEST_F(CasePapers, WhatIsSentHomeForAnAnswerIsNotAnsweredAtTheCounter) {
    for (const char* id : {"F02", "F07"}) {
        const forms::Form& form = *paper(id).form;
        for (const forms::Field* field :
             filledBy(stationery.forms, form, orderOf(stationery, form, record(), {}).values))
            EXPECT_THAT(field->id, testing::Not(testing::StartsWith("box"))) << id;
    }
}

TEST_F(CasePapers, EveryAttributeThatAPersonMayHaveHasAPlace) {
    const PersonalAttributes all{{"name", "見本　花子"},
                                 {"kana", "みほん"},
                                 {"address", "見本市"},
                                 {"birth", "1940-01-01"},
                                 {"phone", "0"}};
    for (const auto& [field, value] : values(kDay, all))
        EXPECT_NE(forms::Library::builtIn().field(field), nullptr) << field;
}

TEST_F(CasePapers, TheDayOfHandingOverIsTodayUntilItHasHappened) {
    EXPECT_THAT(values(dateFrom("2026-11-27")), Contains(Pair("handed_over_on", "2026-11-27")));
    change.step("S23_hand_over").add(procedure::StepCompleted{"S23_hand_over", {}, {}, {}});
    EXPECT_THAT(values(dateFrom("2026-11-30")), Contains(Pair("handed_over_on", "2026-11-25")));
}

TEST_F(CasePapers, WhetherTheCardIsAFaceAuthenticationCardIsSaidOnlyAsLongAsNothingWasDoneToIt) {
    change.add(procedure::FactStated{"marked_on_face", true});
    EXPECT_THAT(values(), Contains(Pair("mode", "face_auth")));
    change.add(procedure::StepStarted{"S19_strike", {}, true, true});
    EXPECT_THAT(values(), Not(Contains(Key("mode"))));
}

TEST_F(CasePapers, TheLeafletNamesTheReaderForRegistrationOnceTheCardIsLocked) {
    change.add(procedure::FactStated{"ins_registered", false});
    EXPECT_THAT(values(), Not(Contains(Key("insurance"))));
    change.step("S17_confirm_lock").add(procedure::StepCompleted{"S17_confirm_lock", {}, {}, {}});
    EXPECT_THAT(values(), Contains(Pair("insurance", "reader")));
    change.add(procedure::FactStated{"ins_registered", true});
    EXPECT_THAT(values(), Contains(Pair("insurance", "done")));
}

TEST_F(CasePapers, EveryFormOfTheCaseCanBeLaidOutWithWhatIsKnown) {
    const CaseRecord known{{"99999", "20261125-ABCDEF"},
                           change.events(),
                           PersonalAttributes{{"name", "見本　花子"}, {"birth", "1940-01-01"}}};
    for (const CasePaper& one : papers())
        EXPECT_THAT(
            layOut(stationery.forms, *one.form, orderOf(stationery, *one.form, known, morningOf(kDay)))
                .problems,
            IsEmpty())
            << one.form->id;
}

class PapersFolder : public testing::Test {
protected:
    PapersFolder() { std::filesystem::create_directories(folder / "forms"); }
    void write(const std::string& file, const std::string& text) { replaceFile(folder / file, viewOf(text)); }

    test::TempDir dir;
    std::filesystem::path folder = dir / "papers";
};

TEST_F(PapersFolder, AnOfficeThatSaidNothingPrintsItsPlacesEmpty) {
    const Stationery made = Stationery::of(dir / "none");
    EXPECT_THAT(made.office, IsEmpty());
    EXPECT_EQ(made.head(), "");
    EXPECT_FALSE(made.training);
}

TEST_F(PapersFolder, SaysWhatTheOfficeIsCalledAlsoInTraining) {
    write("office.yaml", "name: 例示町\nhead: 例示町長\n");
    EXPECT_EQ(Stationery::of(folder).head(), "例示町長");
    EXPECT_EQ(Stationery::ofTraining(folder).head(), "例示町長");
}

TEST_F(PapersFolder, AnUnknownKeyIsAMistakeWithItsLine) {
    write("office.yaml", "name: 例示町\nmayor: 例示町長\n");
    try {
        static_cast<void>(Stationery::of(folder));
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::FileMalformed);
        EXPECT_THAT(e.what(), testing::HasSubstr("office.yaml:2"));
    }
}

TEST_F(PapersFolder, TheOfficesOwnFormComesBeforeTheOneCompiledIn) {
    write("forms/F08.yaml",
          "id: F08\ntitle: 例示町の委任状\nedition: \"2026-04\"\nhistory: own\ndesign: own\n"
          "audience: resident\nsource: 例示町\nrules: []\npaper: A4\nblocks: [{text: 委任状}]\n");
    EXPECT_EQ(Stationery::of(folder).forms.find("F08", kDay)->title, "例示町の委任状");
}

TEST_F(PapersFolder, TheFieldAsMeasuredTakesThePlaceOfTheAssumedOne) {
    write("endorsement.yaml",
          "source: 例示町\nfield: {x: 30, y: 40, width: 50, height: 10, lines: 3}\nmargin: 0.3\n"
          "seal: {width: 3, height: 3}\nsmallest: {points: 6, dots: 24}\nsmallest_source: 例示町\n"
          "printer: {dpi: 300, offset_x: 0, offset_y: 0, scale: 1}\n");
    EXPECT_EQ(Stationery::of(folder).profile.lines, 3U);
}

} // namespace
} // namespace kaomado::counter
