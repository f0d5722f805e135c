// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <set>

namespace kaomado::test {

using namespace kaomado::procedure;

/// A chip made up for the engine: what a reading of it would say. The verbs do what terminal and lock utility
/// do.
struct MadeUpChip {
    std::string fingerprint = "card-of-hanako";
    std::map<std::string, std::optional<unsigned>> tries;
    bool signatureCertificate = false, userAuthCertificate = true;
    Instant validFrom, validTo;
    unsigned certificates = 1; ///< how many user certificates it has had

    MadeUpChip();
    void lock(); ///< every reference of the PIN set at zero
    void lockAllBut(const char* reference);
    void initialise() { lock(); } ///< a reference without a value reads as zero
    void setPins();               ///< every reference at its limit
    void issueUserCertificate(Instant now);
    void spendUserAuth(unsigned left) { tries["user_auth_pin"] = left; }
    bool allLocked() const;                           ///< every reference of the PIN set at zero
    std::set<std::string> certificatesOnCard() const; ///< those on the card, as readings call them
    chip::ChipReading read(Instant now) const;
};

/// Where the events of a desk's case are kept.
class Shelf {
public:
    Shelf() = default;
    Shelf(const Shelf&) = delete;
    Shelf& operator=(const Shelf&) = delete;
    virtual ~Shelf() = default;

    /// Puts them behind the first `known` ones. @return what lies there now behind those
    virtual std::vector<Event> keep(std::uint64_t known, const std::vector<Event>& more) = 0;
};

/// A case at a counter with a fixed clock: each command takes a second, a reading happens just before it.
class Desk {
public:
    Desk();

    Decision attempt(const decltype(Command::what)& what);
    /// Fails the test unless the command is accepted.
    void must(const decltype(Command::what)& what);
    /// Fails the test unless the command is refused.
    Refusal refused(const decltype(Command::what)& what);

    void open(const std::string& procedure, Facts facts = {});
    void state(const std::string& fact, const FactValue& value) { must(StateFact{fact, value}); }
    void paper(const std::string& document, Facts attributes = {{"signed", true}});
    void bind() { must(BindCard{evidence()}); }
    void start(const std::string& step, const Facts& facts = {}) { must(StartStep{step, facts, evidence()}); }
    void complete(const std::string& step, const Facts& facts = {}) {
        must(CompleteStep{step, facts, evidence()});
    }

    /// ④ or ④’ up to S05 with the papers and identity in order.
    void accept(const std::string& procedure, const Facts& facts);
    /// ④ or ④’ up to S14, all in order.
    void receive(const std::string& procedure, const Facts& facts);
    void revokeSignature();
    void startLock() { start("S16_lock", {{"operating_status", Word("in_operation")}}); }
    void lock();        ///< S16
    void confirmLock(); ///< S17
    void startEntry(unsigned line = 1);
    void endorse(unsigned line = 1);
    void handOver();
    void initialise(); ///< S11
    void setProvisional();
    void registerInsurance();
    void resetPins(const char* chosenBy = "resident"); ///< S20
    void strike();
    /// ⑤ or ⑤’ up to S03, all in order.
    void receiveUnset(const std::string& procedure, const Facts& facts);

    // ── whole procedures, with usual answers where `answers` says nothing else
    Facts answers;                       ///< to questions, by fact
    std::map<std::string, Facts> sheets; ///< attributes of papers that differ from those of a good one
    std::set<std::string> withheld;      ///< papers that are not brought
    std::set<std::string> unanswered;    ///< questions that a paper on the table asks and nobody has answered
    /// What a good paper of this kind shows.
    Facts goodSheet(const std::string& document) const;
    void handIn(const std::string& document) { paper(document, goodSheet(document)); }
    /// Begins the step if it has a beginning, does to the chip what the terminal or the utility would do,
    /// completes it.
    void perform(const std::string& step);
    /// Opens with what the procedure is chosen by.
    void begin(const std::string& procedure);
    /// Answers what is asked, hands in what is demanded, does the first step allowed, and so on until nothing
    /// is left to do, or until `before` would be the next.
    void walk(const std::string& before = {});
    FactValue answerTo(const std::string& fact) const;
    /// Opens, answers what is asked, and comes as far as the papers, which are on the table as `withheld` and
    /// `sheets` say; nobody has confirmed them yet.
    void layOutPapers(const std::string& procedure);
    void confirmPapers() { must(CompleteStep{"S02_documents", {}, {}}); }
    Refusal papersRefused() { return refused(CompleteStep{"S02_documents", {}, {}}); }
    /// Papers that are asked for, handed in or not.
    std::vector<std::string> askedFor() const;

    Evidence evidence() const { return {chip.read(context.now), {}}; }
    Next next() const { return procedure::next(book, now, context); }
    Action action(const std::string& step) const;
    bool asks(const std::string& fact) const; ///< whether this question is put now
    std::vector<PaperView> papers() const { return documents(book, now, context); }
    PaperView paperView(const std::string& document) const;
    bool done(const std::string& step) const { return action(step).state == Action::State::Done; }
    /// Steps begun or done without a beginning, in the order it happened.
    std::vector<std::string> steps() const;

    const Rulebook& book;
    Context context;
    MadeUpChip chip;
    CaseState now;
    std::vector<Event> events;
    Officer officer{"mihon.taro"};
    unsigned linesUsed = 0;

    /// Makes the shelf of every new desk; without one a case is only in memory.
    static inline std::unique_ptr<Shelf> (*newShelf)() = nullptr;

private:
    std::unique_ptr<Shelf> shelf_;
};

/// What staff read when it is refused: sentences and remedies, one after the other.
std::string textOf(const Refusal& refusal);

inline FactValue word(const char* text) {
    return Word(text);
}
inline FactValue count(unsigned value) {
    return Count(value);
}

/// What a normal representative's case begins with.
inline Facts representative(const char* kind = "other") {
    return {{"visitor", word("representative")}, {"rep_kind", word(kind)}};
}
inline Facts together(Facts a, const Facts& b) {
    a.insert(b.begin(), b.end());
    return a;
}

} // namespace kaomado::test
