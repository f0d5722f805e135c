// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/check.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace kaomado::procedure {
namespace {
using ::testing::AllOf;
using ::testing::HasSubstr;

using Files = std::map<std::string, std::string>;

Files edition() {
    return readEdition(KAOMADO_RULEBOOK);
}

std::string place(const std::string& file, const std::string& text, std::size_t at) {
    return file + ":" +
           std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<long>(at), '\n')) + ": ";
}

std::string problemsOf(const Files& files) {
    try {
        (void)Rulebook::parse(files);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::RulebookInvalid);
        return error.what();
    }
    ADD_FAILURE() << "the edition was accepted";
    return {};
}

/// One change of the edition, and what must be said about it, at its line.
struct Change {
    const char* why;
    const char* file;
    const char* from;
    const char* to;
    const char* said;

    friend void PrintTo(const Change& change, std::ostream* out) { *out << change.why; }
};

class Malformed : public ::testing::TestWithParam<Change> {};

TEST_P(Malformed, IsRefusedWithFileLineAndRemedy) {
    const Change& change = GetParam();
    Files files = edition();
    std::string& text = files[change.file];
    const std::size_t at = text.find(change.from);
    ASSERT_NE(at, std::string::npos) << change.from;
    text.replace(at, std::string(change.from).size(), change.to);
    const std::size_t changed =
        text.find_first_not_of(" \n-", at); // a change may begin with the end of a line
    const std::string problems = problemsOf(files);
    EXPECT_THAT(problems,
                AllOf(HasSubstr(place(change.file, text, changed)), HasSubstr(change.said), HasSubstr("; ")))
        << problems;
}

TEST_P(Malformed, IsToldInJapaneseToo) {
    const Change& change = GetParam();
    Files files = edition();
    std::string& text = files[change.file];
    text.replace(text.find(change.from), std::string(change.from).size(), change.to);
    for (const Problem& problem : check(files)) {
        const Problem told = procedure::translated(problem, Language::Japanese);
        EXPECT_NE(told.what, problem.what);
        EXPECT_NE(told.remedy, problem.remedy);
        EXPECT_EQ(told.what.find('{'), std::string::npos) << told.what;
        EXPECT_EQ(procedure::translated(problem, Language::English).text(), problem.text());
    }
}

INSTANTIATE_TEST_SUITE_P(
    Edition, Malformed,
    ::testing::Values(
        Change{"unknown key", "steps.yaml", "label: 必要書類の確認", "labell: 必要書類の確認",
               "unknown key 'labell'"},
        Change{"key twice", "steps.yaml", "role: clerk\n  per_procedure",
               "label: x\n  role: clerk\n  per_procedure", "key 'label' a second time"},
        Change{"unquoted no", "settings.yaml", "standard: \"no\"", "standard: no", "unquoted 'no'"},
        Change{"a flag that is neither", "steps.yaml", "intent: \"yes\"", "intent: \"ja\"",
               "neither \"yes\" nor \"no\""},
        Change{"no such rule", "procedures/p2-switch.yaml", "rules: [R-P04-01]", "rules: [R-P04-99]",
               "no rule 'R-P04-99'"},
        Change{"no rule at all", "steps.yaml", "rules: [R-PROC-01]", "rules: []", "no rule is named"},
        Change{"no such fact", "facts.yaml", "derived: {not: {fact: lines_free, at_least: \"1\"}}",
               "derived: {not: {fact: line_free, at_least: \"1\"}}", "no fact 'line_free'"},
        Change{"no such step", "procedures/p2-switch.yaml", "- S05_check_field", "- S05_check_fields",
               "no step 'S05_check_fields'"},
        Change{"no such step in a condition", "facts.yaml", "{not: {done: S16_lock}}",
               "{not: {done: S16_look}}", "no step 'S16_look'"},
        Change{"no such document", "procedures/p2-switch.yaml", "all_of: [F04_no_pin_application]",
               "all_of: [F66]", "no document 'F66'"},
        Change{"no such procedure", "procedures/p2-switch.yaml", "to: P03\n", "to: P33\n",
               "no procedure 'P33'"},
        Change{"no such role", "steps.yaml", "role: clerk\n  rules: [R-PROC-01]",
               "role: clark\n  rules: [R-PROC-01]", "no role 'clark'"},
        Change{"no such level", "procedures/p2-switch.yaml", "identity_level: certificate_issue",
               "identity_level: x", "no identity level 'x'"},
        Change{"a value of the wrong kind", "steps.yaml", "{fact: operating_status, is: in_operation}",
               "{fact: operating_status, is: working}", "'working' is no value of 'operating_status'"},
        Change{"a number too large", "steps.yaml", "at_least: \"2\"", "at_least: \"1234\"",
               "'1234' is no value of 'lines_free'"},
        Change{"a period that begins with no day", "facts.yaml", "{fact: moved_on, within_days",
               "{fact: moved_in, within_days", "'moved_in' is not a day"},
        Change{"a period that ends with no day", "facts.yaml", "until: move_notified_on}", "until: moved_in}",
               "'moved_in' is not a day"},
        Change{"a period too long", "facts.yaml", "within_days: \"14\"", "within_days: \"400\"",
               "'400' is no value of 'within_days'"},
        Change{"a word where a yes/no fact is wanted", "steps.yaml", "that: card_bound", "that: rep_kind",
               "'rep_kind' is not a yes/no fact"},
        Change{"two keys in a condition", "steps.yaml", "that: {any: [pins_all_locked, pins_all_full]}",
               "that: {any: [pins_all_locked], all: [pins_all_full]}", "exactly one of"},
        Change{"any of nothing", "steps.yaml", "that: {any: [pins_all_locked, pins_all_full]}",
               "that: {any: []}", "'any' of nothing"},
        Change{"a fact of the chip that is set", "steps.yaml", "sets: {ins_registered: \"yes\"}",
               "sets: {pins_all_locked: \"yes\"}", "cannot be set"},
        Change{"a changing step without intent", "steps.yaml",
               "- id: S16_lock\n  label: パスワードロックツールで暗証番号ロック\n  role: terminal_operator\n"
               "  operation: 暗証番号のロック\n  intent: \"yes\"\n",
               "- id: S16_lock\n  label: パスワードロックツールで暗証番号ロック\n  role: terminal_operator\n",
               "has an intent"},
        Change{"a promise that is not about the chip", "steps.yaml", "holds: pins_all_locked",
               "holds: ins_registered", "not read from the chip"},
        Change{"a fact that rests on itself", "facts.yaml", "- id: ins_due\n  derived:\n    all: [",
               "- id: ins_due\n  derived:\n    all: [ins_branch_b, ", "rests on itself"},
        Change{"a fact that the program does not provide", "facts.yaml",
               "- {id: pins_all_full, type: yes_no, source: chip}",
               "- {id: pins_all_fill, type: yes_no, source: chip}",
               "the program does not provide 'pins_all_fill'"},
        Change{"an identifier twice", "facts.yaml", "- id: wish\n", "- id: visitor\n",
               "'visitor' a second time"},
        Change{"a question missing", "facts.yaml", "question: カードは交付前ですか、交付後ですか。",
               "question: \"\"", "'question' is missing or empty"},
        Change{"a rule twice", "rules/card.yaml", "- id: R-CARD-02\n", "- id: R-CARD-01\n", "a second time"},
        Change{"a rule of two files", "rules/pin.yaml", "- id: R-PIN-01\n", "- id: R-CARD-01\n",
               "a second time"},
        Change{"a mark unknown", "rules/card.yaml", "  mark: S", "  mark: X", "neither S nor D"},
        Change{"a rule without a home", "rules/card.yaml", "enforced: [note]", "enforced: []",
               "nothing says where the rule lives"},
        Change{"a home that is none", "rules/card.yaml", "enforced: [note]", "enforced: [nowhere]",
               "'nowhere' says not where"},
        Change{"a home outside the project", "rules/card.yaml", "enforced: [note]", "enforced: [../x/y]",
               "says not where"},
        Change{"a part without a source", "rules/card.yaml", "source: SRC-GUIDELINE", "source: hearsay",
               "'hearsay' is no source"},
        Change{"a day that does not exist", "dated.yaml", "valid_from: \"2023-12-15\"",
               "valid_from: \"2023-12-35\"", "not a day"},
        Change{"days in the wrong order", "dated.yaml", "rules: [R-CARD-02]\n",
               "rules: [R-CARD-02]\n    valid_to: \"2023-01-01\"\n", "before valid_from"},
        Change{"a date without an effect", "dated.yaml", "effect: decides\n", "effect: perhaps\n",
               "neither decides nor information"},
        Change{"a date of no rule", "dated.yaml", "[R-TIME-02]", "[R-TIME-99]", "no rule 'R-TIME-99'"},
        Change{"dates twice", "dated.yaml", "rules: [R-TIME-01, R-END-22]", "rules: [R-TIME-01, R-CARD-02]",
               "'R-CARD-02' has its dates already"},
        Change{"a date from hearsay", "dated.yaml", "source: SRC-FACE-CARD-START", "source: a friend",
               "'a friend' is no source"},
        Change{"a contact for nobody", "edition.yaml", "audience: staff", "audience: everybody",
               "no audience 'everybody'"},
        Change{"a resident with an address of the municipality", "edition.yaml",
               "name: マイナンバー総合フリーダイヤル", "mail: juki@example.jp\n    name: a",
               "a resident is shown the way of a municipality"},
        Change{"approved for nothing", "dated.yaml", "purposes: [online_eligibility_check]", "purposes: []",
               "approved for nothing"},
        Change{"a rule of the guideline that cites beyond", "rules/card.yaml",
               "text: 切替はどちらの向きもでき", "text: R-X-05により切替はどちらの向きもでき",
               "a rule of the guideline that cites one from beyond it"},
        Change{"a rule from beyond among the others", "rules/card.yaml", "id: R-CARD-03\n", "id: R-X-99\n",
               "'R-X-99' among the rules of the guideline"},
        Change{"a rule of the guideline in beyond", "beyond.yaml", "id: R-X-04\n", "id: R-P04-13\n",
               "'R-P04-13' is no rule beyond the guideline"},
        Change{"beyond without pages", "beyond.yaml", "pages: [甲斐市]", "pages: []",
               "a rule beyond the guideline without a source"},
        Change{"beyond without confidence", "beyond.yaml", "confidence: M", "confidence: \"\"",
               "none of H, M, L"},
        Change{"beyond in the name of the guideline", "beyond.yaml", "source: SRC-PUBLIC-PAGES",
               "source: SRC-GUIDELINE", "with the guideline as its source"},
        Change{"beyond decides without a switch", "beyond.yaml", "enforced: [note]", "enforced: [data]",
               "a switch, go together"},
        Change{"a paper from beyond without its switch", "procedures/p2-switch.yaml", "rules: [R-P04-01]",
               "rules: [R-X-11]", "'R-X-11' decides here without its switch"},
        Change{"a paper of both", "procedures/p2-switch.yaml", "rules: [R-P04-01]",
               "rules: [R-P04-01, R-X-11]", "rules of the guideline and from beyond it in one place"},
        Change{"a name of no fact", "words.yaml", "  visitor: 来庁者", "  visiter: 来庁者",
               "no fact 'visiter'"},
        Change{"a name of no value", "words.yaml", "{applicant: 本人, representative: 代理人}",
               "{applicant: 本人, nobody: 代理人}", "'nobody' is no value of 'visitor'"},
        Change{"a scenario of no rule", "scenarios.yaml", "[R-P01-03]", "[R-P01-93]", "no rule 'R-P01-93'"},
        Change{"a scenario that tests nothing", "scenarios.yaml", "tests: [R-P01-03]", "tests: []",
               "tests nothing"},
        Change{"a scenario twice", "scenarios.yaml", "id: P-002", "id: P-001",
               "scenario 'P-001' a second time"},
        Change{"an alias", "ordering.yaml", "first: [S01_accept]", "first: &a [S01_accept]", "anchor"},
        Change{"a second document", "settings.yaml", "- id: require_f11_in_p04",
               "--- # another\n- id: require_f11_in_p04", "a second document"},
        Change{"a key that is a list", "ordering.yaml", "first: [S01_accept]", "[first]: [S01_accept]",
               "a key that is not a word"},
        Change{"not YAML", "documents.yaml", "attributes:\n", "attributes: ]\n", "not YAML"},
        Change{"an attribute nobody looks at", "documents.yaml", "- {that: {all: [consents_login,",
               "- {that: {all: [consents_to_log_in,", "no fact 'consents_to_log_in'"},
        Change{"an outcome unknown", "procedures/p2-switch.yaml", "outcome: returned", "outcome: lost",
               "unknown outcome"}),
    [](const auto& row) {
        std::string name = row.param.why;
        std::erase_if(name, [](char c) { return c == ' ' || c == '/'; });
        return name;
    });

TEST(RulebookChecks, AllProblemsAreListedAtOnceByFileAndLine) {
    Files files = edition();
    const auto spoil = [&](const char* file, const std::string& from, const std::string& to) {
        files[file].replace(files[file].find(from), from.size(), to);
    };
    spoil("steps.yaml", "label: 必要書類の確認", "lable: 必要書類の確認");
    spoil("rules/card.yaml", "  mark: S", "  mark: X");
    spoil("facts.yaml", "type: word", "type: words");
    const std::string problems = problemsOf(files);
    const auto facts = problems.find("facts.yaml:"), rules = problems.find("rules/card.yaml:"),
               steps = problems.find("steps.yaml:");
    ASSERT_NE(steps, std::string::npos) << problems;
    EXPECT_LT(facts, rules);
    EXPECT_LT(rules, steps);
}

TEST(RulebookChecks, AStepListedBeforeTheOneItNeedsCanNeverBeBegun) {
    Files files = edition();
    std::string& text = files["procedures/p2-switch.yaml"];
    const std::string right = "    - S16_lock\n    - S17_confirm_lock\n";
    text.replace(text.find(right), right.size(), "    - S17_confirm_lock\n    - S16_lock\n");
    EXPECT_THAT(problemsOf(files), AllOf(HasSubstr("ordering.yaml:"),
                                         HasSubstr("in P04 'S17_confirm_lock' can never be begun")));
}

TEST(RulebookChecks, PairsThatContradictEachOtherAreFound) {
    Files files = edition();
    files["ordering.yaml"] += "- {first: [S17_confirm_lock], then: [S16_lock], rules: [R-LOCK-07]}\n";
    EXPECT_THAT(problemsOf(files), HasSubstr("'S16_lock' can never be begun"));
}

TEST(RulebookChecks, AStepThatNoProcedureUsesIsRefused) {
    Files files = edition();
    files["steps.yaml"] += "- {id: S99_nothing, label: 発送, role: clerk, rules: [R-PROC-10]}\n";
    EXPECT_THAT(problemsOf(files), HasSubstr("no procedure uses step 'S99_nothing'"));
}

TEST(RulebookChecks, MissingAndUnknownFilesAreNamed) {
    Files files = edition();
    files.erase("dated.yaml");
    files["notes.yaml"] = "a: b";
    std::erase_if(files, [](const auto& file) { return file.first.starts_with("rules/"); });
    const std::string problems = problemsOf(files);
    EXPECT_THAT(problems, HasSubstr("rules/*.yaml:1: there is no file in this folder"));
    EXPECT_THAT(problems, HasSubstr("dated.yaml:1: the file is missing"));
    EXPECT_THAT(problems, HasSubstr("notes.yaml:1: no such file"));
}

TEST(RulebookChecks, ThePinSetIsCheckedToo) {
    Files files = edition();
    files["pins.json"] = "{}";
    EXPECT_THAT(problemsOf(files), HasSubstr("pins.json:1: "));
    files = edition();
    files["edition.yaml"].replace(files["edition.yaml"].find("\"2026\""), 6, "\"2027\"");
    EXPECT_THAT(problemsOf(files), HasSubstr("edition 2027 differs from that of pins.json"));
}

TEST(Rulebook, TheEditionOnDiskIsTheOneCompiledIn) {
    const Rulebook onDisk = Rulebook::load(KAOMADO_RULEBOOK);
    const Rulebook& inside = Rulebook::builtIn();
    EXPECT_EQ(onDisk.edition, "2026");
    EXPECT_EQ(onDisk.edition, inside.edition);
    EXPECT_EQ(onDisk.rules.size(), inside.rules.size());
    EXPECT_EQ(onDisk.steps.size(), inside.steps.size());
    EXPECT_EQ(onDisk.pins.pins.size(), inside.pins.pins.size());
}

TEST(Rulebook, AFolderWithoutTheFilesIsReported) {
    const test::TempDir empty;
    EXPECT_THROW((void)Rulebook::load(empty.path()), Error);
    EXPECT_THROW((void)Rulebook::load(empty.path() / "nowhere"), Error);
}

TEST(Rulebook, EveryRuleHasASentenceAndEveryQuestionOneToo) {
    const Rulebook& book = Rulebook::builtIn();
    for (const auto& [id, rule] : book.rules)
        EXPECT_TRUE(rule.text.ends_with("。")) << id;
    for (const auto& [id, fact] : book.facts)
        EXPECT_EQ(fact.question.empty(), fact.source == FactSource::Chip ||
                                             fact.source == FactSource::Computed ||
                                             fact.source == FactSource::Derived)
            << id;
}

TEST(Settings, StandBesideTheMunicipalitysOwn) {
    const Rulebook& book = Rulebook::builtIn();
    const Facts settings = settingsFrom(book, {{"endorsement_capacity", "6"}, {"require_f11_in_p04", "yes"}});
    EXPECT_EQ(settings.at("endorsement_capacity"), FactValue(Count(6)));
    EXPECT_EQ(settings.at("require_f11_in_p04"), FactValue(true));
    EXPECT_EQ(settings.at("require_f09_in_p04_insurance"), FactValue(true));
}

TEST(Settings, AreRefusedWhenUnknownOrOfTheWrongKind) {
    const Rulebook& book = Rulebook::builtIn();
    for (const auto& [name, value] : std::map<std::string, std::string>{{"common_pin", "1357"},
                                                                        {"pins_all_locked", "yes"},
                                                                        {"endorsement_capacity", "many"},
                                                                        {"require_f11_in_p04", "1"}})
        try {
            (void)settingsFrom(book, {{name, value}});
            ADD_FAILURE() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::Configuration);
            EXPECT_THAT(error.what(), HasSubstr(name));
            EXPECT_THAT(error.what(), ::testing::Not(HasSubstr("1357"))); // it may have been a PIN
        }
}

} // namespace
} // namespace kaomado::procedure
