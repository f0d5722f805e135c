// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/case.hpp"

#include <set>

namespace kaomado::procedure {

/// Why not: the rules, a Japanese sentence, and what would make it allowed.
struct Reason {
    std::vector<std::string> rules;
    std::string text, remedy;
    friend bool operator==(const Reason&, const Reason&) = default;
};

struct Refusal {
    std::vector<Reason> reasons; ///< at least one

    /// Every rule named, without repetition.
    std::vector<std::string> rules() const;
    bool names(std::string_view rule) const;
};

/// Told what is looked at: facts stated or read from the chip, and papers, by identifier, as often as it
/// happens. Two cases that agree in everything looked at get the same answer; who proves something about all
/// cases need not try the rest.
class Onlooker {
public:
    virtual ~Onlooker() = default;
    virtual void fact(const std::string& id) = 0;
    virtual void paper(const std::string& id) = 0;
    virtual void step(const std::string& id) = 0;
    /// The command will be refused; what is looked at from now on only serves to tell all the reasons.
    virtual void refused() = 0;
};

/// What the engine may not know by itself. `settings`: settingsFrom(). `roles`: of the officer who acts.
struct Context {
    Instant now{};
    Facts settings;
    std::set<std::string> roles{"clerk", "terminal_operator"};
    Onlooker* onlooker = nullptr; ///< not owned
};

using Decision = std::variant<std::vector<Event>, Refusal>;

/// What a command leads to: events to be stored (none when it has been done before), or a refusal. Pure: the
/// same arguments give the same answer, and nothing is changed.
/// @throws Error Fault::BadInput for a command that names a thing the rulebook does not know or gives a fact
/// a value of the wrong kind; Fault::Configuration when the case belongs to another edition
Decision decide(const Rulebook& rulebook, const CaseState& state, const Command& command,
                const Context& context);

/// A fact that somebody has to be asked for.
struct Question {
    std::string fact;
    FactType type = FactType::YesNo;
    std::string text;
    std::vector<std::string> values;
    friend bool operator==(const Question&, const Question&) = default;
};

/// One step of the procedure and what can be done with it now.
struct Action {
    enum class State {
        Open,    ///< not begun
        Running, ///< started; read the chip, then complete, fail, or do it again
        Done,
        Undone,        ///< was done, but the chip now says otherwise: to be done again
        NotApplicable, ///< does not belong to this case, see `why`
        Undecided      ///< depends on facts not known yet
    };
    std::string step, label, operation, category, role;
    State state = State::Open;
    bool allowed = false;           ///< may be started (or completed, when running or without intent)
    std::vector<Reason> why;        ///< blocked by, or not applicable because of
    std::vector<std::string> rules; ///< the rules the step rests on
    bool intent = false;
    bool readAtStart = false, readAtEnd = false;
    std::vector<Question> askStart, askEnd;
    std::vector<Question> questions; ///< whose answers it waits for: to belong to the case, or to be allowed
    std::vector<Choice> failures;
};

/// computed of four facts (procedure.md §2.1)
enum class CardMode { Normal, FaceAuth, FaceAuthCaseMarked, Transitional, Inconsistent };
/// "normal", "face_auth", …
std::string_view nameOf(CardMode mode);

struct CardModeInputs {
    bool allLocked = false, markedOnFace = false, markedOnCase = false, signatureCertificate = false;
    bool releaseOpen = false;    ///< a transaction of ⑥ or ⑦ is open on this card
    bool reissuePending = false; ///< a reissue by visit at hand-over is pending (§6.4)
};
CardMode cardMode(const CardModeInputs& inputs);

struct Next {
    Phase phase = Phase::None;
    std::vector<Action> actions;     ///< every step, in the order of the procedure
    std::vector<Question> questions; ///< only those that still matter
    std::vector<Reason> notices;     ///< stop, diversion, warnings
    std::optional<CardMode> mode;    ///< empty until chip and face of the card are known
    bool readCard = false;           ///< read the chip before anything else
    bool mayWithdraw = false, maySuspend = false;

    const Action* action(std::string_view step) const;
};
Next next(const Rulebook& rulebook, const CaseState& state, const Context& context);

/// A paper as this case sees it.
struct PaperView {
    enum class Need { Demanded, OneOf, Undecided, NotNeeded, Noted };
    std::string document, title;
    Need need = Need::Demanded;
    std::vector<std::string> before; ///< steps that need it
    bool handedIn = false, good = false;
    std::vector<Reason> missing;  ///< what is wrong with it, or that it is missing
    std::vector<Reason> warnings; ///< staff may go on
    std::vector<std::string> whyRules;
    std::string why; ///< Japanese
    std::vector<std::string> notes;
};
std::vector<PaperView> documents(const Rulebook& rulebook, const CaseState& state, const Context& context);

/// A paper looked at without a case: what is wrong with it, and what staff is warned of.
/// @throws Error Fault::BadInput for a document that the rulebook does not know
PaperView checkPaper(const Rulebook& rulebook, const std::string& document, const Facts& attributes,
                     const Facts& facts, const Context& context);

/// What this procedure's papers would be, before a case exists. `facts`: what is known already.
std::vector<PaperView> documentsOf(const Rulebook& rulebook, std::string_view procedure, const Facts& facts,
                                   const Context& context);

/// Procedures that fit what is known (R-PROC-02); one when enough is known.
std::vector<std::string> propose(const Rulebook& rulebook, const Facts& facts, const Context& context);

/// The text for the endorsement field: `id` "set" or "strike"; `office` e.g. 「見本市長」.
/// @throws Error Fault::BadInput for an unknown id
std::string entryText(const Rulebook& rulebook, std::string_view id, Date day, std::string_view office);

} // namespace kaomado::procedure
