// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/lock/pin_set.hpp"
#include "kaomado/procedure/value.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace kaomado::procedure {

/// How a case can end (R-PROC-10).
enum class Outcome { HandedOver, Returned, Mailed, RetainedForReissue, Withdrawn, Suspended };
/// "handed_over", "returned", …
std::string_view nameOf(Outcome outcome);
std::optional<Outcome> outcomeNamed(std::string_view name);

/// A condition over facts, as data. Evaluated with three values: a fact nobody knows yet makes it unknown.
struct Condition {
    enum class Kind {
        Always,
        Is,          ///< fact has value (a bare fact name in YAML means: is yes)
        AtLeast,     ///< a count is at least value
        AtLeastFact, ///< a count is at least another count, `other`
        Above,       ///< a count is more than another count, `other`
        NotPast,     ///< a day is today or later
        Within,      ///< from a day to another day, `other` (none: today), it is no more than `value` days
        Known,       ///< somebody has said it; unknown, not no, until then
        Paper,       ///< the document named in `fact` is handed in and in order
        On,          ///< the document named in `fact` is handed in, and `parts` holds on it
        InForce,     ///< the rule named in `fact` is in force today
        Done,        ///< the step named in `fact` is done
        Begun,       ///< it has been started at least
        Not,
        All,
        Any
    };
    Kind kind = Kind::Always;
    std::string fact, other;
    FactValue value = true;
    std::vector<Condition> parts; ///< Not, On: one; All, Any: one or more
};

/// Something demanded, with the rules that demand it and what would make it right.
struct Requirement {
    Condition that;
    std::vector<std::string> rules;
    std::string why;    ///< Japanese; empty = the text of the first rule
    std::string remedy; ///< Japanese; empty = the remedy of the first rule
};

enum class FactType { YesNo, Count, Word, Day, Officer };

/// Where a fact comes from: said by staff or resident, read from the chip, computed by the engine, derived by
/// a condition, or set by the municipality.
enum class FactSource { Stated, Chip, Computed, Derived, Setting };

struct Fact {
    std::string id;
    FactType type = FactType::YesNo;
    std::vector<std::string> values;           ///< of a Word
    std::string question;                      ///< Japanese, as staff ask it; empty unless Stated
    std::string name;                          ///< Japanese, what it is called in a condition; may be empty
    std::map<std::string, std::string> labels; ///< Japanese, of values; may lack some
    FactSource source = FactSource::Stated;
    std::optional<FactValue> standard; ///< holds until something else is known
    Condition derived;                 ///< Derived only
    std::string notesOn;               ///< document that bears a note when this is yes (R-INS-12)
};

/// A paper. `attributes` are what staff look at on it; `requirements` speak of attributes and facts.
struct Document {
    std::string id, title;
    std::vector<Fact> attributes;
    std::vector<Requirement> requirements;
    std::vector<Requirement> warns; ///< staff is told and may go on
    /// One sheet may be two papers (R-P04-05): another document counts as this one when the condition holds
    /// on its attributes.
    struct SamePaper {
        std::string document;
        Condition when;
    };
    std::vector<SamePaper> samePaper;
};

/// Which chip readings a step needs.
enum class ReadingNeed { None, AtStart, AtEnd, Both };

/// A reason why a step failed, and what is known from then on.
struct Failure {
    std::string id, label;
    Facts sets;
};

struct Step {
    std::string id, label;
    std::string role;                ///< "clerk", "terminal_operator"
    std::string operation, category; ///< what is chosen on the integrated terminal, if anything
    bool intent = false;             ///< its start is recorded before it is done
    bool changesCard = false;        ///< R-PROC-04
    bool irreversible = false;       ///< R-PROC-10
    bool ends = false;               ///< ends the transaction
    std::optional<Outcome> outcome;  ///< of one that ends; the procedure's own when absent
    bool perProcedure = false;       ///< to be done again when another procedure takes over
    ReadingNeed reading = ReadingNeed::None;
    std::string readingAfter;                  ///< a step whose own reading is too old for this one
    std::vector<std::string> askStart, askEnd; ///< facts that its start or its end must carry
    Facts setsStart, sets;
    std::vector<Requirement> when; ///< stands before the `when` of each use
    std::vector<Requirement> before, after, warns;
    Condition holds; ///< what must stay true once done; broken = the step is open again
    std::vector<Failure> failures;
    std::vector<std::string> rules;
};

/// A step within a procedure. `id` differs from `step` when a procedure runs a step twice (⑦).
struct StepUse {
    std::string id, step;
    std::string label; ///< as on the slide of this procedure; the step's own when empty
    std::vector<Requirement>
        when; ///< belongs to the case when all hold; `rules` of the one that fails say why not
    std::vector<std::string> askStart, askEnd; ///< besides the step's own
    std::vector<Requirement> before, after;
    std::optional<Condition> holds; ///< instead of the step's own
};

struct DocumentDemand {
    std::vector<std::string> documents;
    bool oneOf = false;
    /// What this procedure wants of a document beyond its being in order, e.g. which box is checked.
    std::map<std::string, std::vector<Requirement>> require;
    std::vector<Requirement> when;
    std::vector<std::string> before; ///< the steps of this procedure that need it
    std::vector<std::string> rules;
};

struct NotNeeded {
    std::string document;
    Condition when;
    std::vector<std::string> rules;
};

/// Another procedure takes over the case with its card, papers and facts (R-P04-06, R-PROC-15). `note`: what
/// the resident is told.
struct Divert {
    Condition when;
    std::string to;
    Facts sets;
    std::vector<std::string> rules;
    std::string note;
};

/// Unless `when` is known not to hold, nothing goes on except the steps allowed and the end of the case; the
/// other steps do not belong to it any more.
struct Stop {
    Condition when;
    std::vector<std::string> allow;
    std::vector<std::string> rules;
    std::string remedy;
};

/// What cannot be added once a step is done (R-P02-06).
struct Fixed {
    std::string after;
    std::vector<std::string> facts, documents;
    std::vector<std::string> rules;
};

/// What the chip and the face of a card must show at the end, and before a changed card may leave by
/// withdrawal.
struct Goal {
    std::string id;
    std::vector<Requirement> atEnd, leave;
};

struct Procedure {
    std::string id, symbol, title, visitor;
    std::vector<std::string> visitorRules; ///< why nobody else may come, besides R-PROC-02
    std::string identityLevel;
    Outcome outcome = Outcome::Returned;
    Condition chosenWhen;
    Facts given;
    std::vector<DocumentDemand> documents;
    std::vector<NotNeeded> notNeeded;
    std::vector<StepUse> steps;
    std::vector<Divert> diverts;
    std::vector<Stop> stops;
    std::vector<Fixed> fixed;
    std::string goal;
    std::vector<std::string> notes; ///< rules that staff is reminded of while the case is open
    std::vector<std::string> rules;

    const StepUse* use(std::string_view stepId) const;
};

/// "first before then": then is refused until first is done. `thenChangesCard`: every step that changes the
/// card.
struct OrderPair {
    std::vector<std::string> first, then;
    bool thenChangesCard = false;
    std::vector<std::string> scope; ///< procedures; empty = all
    std::vector<std::string> rules;
};

/// Where a rule lives: in the data of its edition, in a file of the program, or nowhere because it only
/// informs.
struct Home {
    enum class Kind { Data, Code, Note };
    Kind kind = Kind::Data;
    std::string path; ///< Code: a file or a room that names the rule, from the root of the project

    friend bool operator==(const Home&, const Home&) = default;
};

/// From one day to another, both included; an open end is empty.
struct Dates {
    std::optional<Date> from, to;

    bool include(Date day) const { return !(from && day < *from) && !(to && *to < day); }
    friend bool operator==(const Dates&, const Dates&) = default;
};

/// What a rule from beyond the guideline says besides.
struct Beyond {
    std::vector<std::string> pages; ///< where it was read
    char confidence = 'L';          ///< H, M, L
    std::string effect;             ///< Japanese: what it means for the program
    std::string switchedBy;         ///< the setting that turns it on; empty: it decides nothing
};

/// A rule with its own Japanese sentence.
struct Rule {
    std::string id;
    char mark = 'S'; ///< S stated by the guideline, D derived from it, X from beyond it
    std::string text, remedy;
    std::string source, section;  ///< SRC-…, and the part of it
    std::vector<Home> enforced;   ///< at least one; none: an X that is not adopted
    Dates dates;                  ///< from the table of dates
    std::optional<Beyond> beyond; ///< of an X, and only there

    bool inForce(Date day) const { return dates.include(day); }
};

/// A reason to choose from (suspension, withdrawal, another procedure than the one proposed).
struct Choice {
    std::string id, label;
};

struct IdentityLevel {
    std::string id, label;
    std::vector<std::string> covers; ///< weaker levels that it satisfies too
};

/// The lists of R-CARD-08 and R-CARD-09, and the ways in which the holder is verified (R-CARD-01).
struct Services {
    std::vector<std::string> available, notAvailable;
    std::vector<Choice> verification;
};

/// What is put on the endorsement field: {date} and {seal} of `layout` are filled in.
struct EntryText {
    std::string id, word, layout, colour;
    bool doubleLine = false;
    std::vector<std::string> rules;
};

/// A row of the table of dates (R-TIME-09).
struct Dated {
    std::vector<std::string> rules;
    Dates dates;
    bool decides = true; ///< or is for information only
    std::string source, note;
};

/// Somebody who may take a face or a visual check in place of the PIN (R-CARD-10), and what for.
struct ApprovedBody {
    std::string id, name;
    std::vector<std::string> purposes, rules;
    Dates dates;
    std::string source;
};

/// Whom to ask, and who may be told so: the municipality's own contacts are not for residents (R-CON-03).
struct Contact {
    enum class Audience { Staff, Resident };
    std::string id;
    Audience audience = Audience::Staff;
    std::string about, via, name, mail; ///< via: through whom; empty with a resident's, as mail is (R-CON-04)
    std::vector<std::string> rules;
};

/// Something that the person at the counter may say, and the facts that hold then. No facts: it settles
/// nothing.
struct Saying {
    std::string id, say;
    std::vector<std::string> like; ///< the same in words that people use
    Facts facts;
};

/// A question on the way to the procedure (R-PROC-02). To every combination of facts belongs exactly one
/// answer, except of a clue.
struct ChoiceQuestion {
    std::string id, ask;
    std::vector<Saying> answers;
    std::string findOut;   ///< how to learn the answer when nobody at the counter is sure
    bool services = false; ///< the lists of services help
    std::string clueOf;    ///< helps with this question when nobody is sure of it; empty: no clue
    std::vector<std::string> rules;
};

/// Why no procedure fits.
struct NoProcedure {
    std::string id;
    Condition when;
    std::vector<std::string> rules;
    std::string text, remedy;
};

/// What staff should know besides, when `when` holds.
struct ChoiceNote {
    Condition when;
    std::vector<std::string> rules;
    std::string text;
};

/// How the procedure is found (choice.yaml).
struct ChoiceGuide {
    std::vector<ChoiceQuestion> questions;
    std::vector<NoProcedure> none; ///< the first that holds
    std::vector<ChoiceNote> notes;

    const ChoiceQuestion* question(std::string_view id) const;
};

/// What an edition must be seen to do: the rules that a scenario tests, and ambiguities A-… that it settles.
struct Scenario {
    std::string id, title;
    std::vector<std::string> tests;
};

/// The rules of one edition. @thread immutable once made
struct Rulebook {
    std::string edition, title;
    lock::PinSet pins;
    std::map<std::string, Rule> rules;
    std::map<std::string, Fact, std::less<>> facts; ///< settings and provided facts included
    std::map<std::string, Document> documents;
    std::map<std::string, Step> steps;
    std::vector<Procedure> procedures; ///< in the order of the guideline
    std::vector<Goal> goals;
    std::vector<OrderPair> order;
    std::vector<IdentityLevel> identityLevels;
    std::vector<Choice> roles, suspendReasons, withdrawReasons, overrideReasons;
    Services services;
    std::vector<EntryText> entries;
    std::vector<Dated> dated;
    std::vector<ApprovedBody> approvedBodies; ///< of all days; see approvedBodies()
    std::vector<Contact> contacts;            ///< of everybody; see contactsFor()
    std::vector<Scenario> scenarios;
    ChoiceGuide choice;

    /// Reads and checks rulebook/<edition>/. Every problem is listed, one a line, as "file:line: what;
    /// remedy".
    /// @throws Error Fault::RulebookInvalid, Fault::FileMissing
    static Rulebook load(const std::filesystem::path& folder);
    /// The same from memory: file name → content.
    static Rulebook parse(const std::map<std::string, std::string>& files);
    /// The edition compiled into this program.
    static const Rulebook& builtIn();

    const Procedure* procedure(std::string_view id) const;
    const Goal& goalOf(const Procedure& procedure) const;
    const Fact* fact(std::string_view id) const;
};

/// The value that a text means for a fact or a document's attribute; none when it is of the wrong kind.
std::optional<FactValue> valueFrom(const Fact& fact, std::string_view text);

/// The files of an edition in a folder: name ("steps.yaml", "rules/card.yaml") → content. Every *.yaml and
/// *.json there, whether it belongs to an edition or not: that is for Rulebook::parse to say.
/// @throws Error Fault::FileMissing, Fault::FileMalformed (a file of more than 1 MiB)
std::map<std::string, std::string> readEdition(const std::filesystem::path& folder);

/// The municipality's settings over the standard ones.
/// @throws Error Fault::Configuration for an unknown name or a value of the wrong kind (a municipality-wide
/// PIN, for one, is no setting: R-PIN-04)
Facts settingsFrom(const Rulebook& rulebook, const std::map<std::string, std::string>& given);

} // namespace kaomado::procedure
