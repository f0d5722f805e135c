// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "choices.hpp"
#include "kaomado/proof/prove.hpp"

#include <deque>
#include <unordered_map>

namespace kaomado::proof {

/// Breadth first over all nodes: a case as the engine knows it, and the card as it is.
///
/// What happens at a node:
/// - a case is opened with every combination of the facts that its procedure is chosen by, as far as the
///   engine proposes it;
/// - every step of the procedure is begun, completed, and failed for every reason, with every answer, under
///   everything that may have been said (choices.hpp), and with a fresh reading, without one, with the newest
///   one once more, with one grown old, one from the future, one of another card, one that tells nothing;
/// - while a step runs, its work on the card is done, or torn apart in the middle; nothing being done is no
///   move. A crash between start and completion is a node like any other: nothing but events survives it;
/// - the card is read; somebody may have changed the chip in any way since it was read last, unless it is in
///   the terminal just then;
/// - the case is paused with and without the card, resumed, withdrawn; facts that a procedure is chosen by
///   are stated again, those that can be seen on the card truthfully; what is seen may contradict the choice
///   of the procedure, if the case was opened with an override.
///
/// What is left out, and why nothing is missed:
/// - values that no condition tells apart (vocabulary.hpp), facts that can be said at any time (choices.hpp),
///   moments apart from their order (node.hpp), how often a step was tried beyond whether it ever was: no
///   decision depends on them;
/// - which officer acts, which reason of suspension or withdrawal is given: no condition can speak of them;
/// - in a case opened with an override, facts that contradict the choice of the procedure besides what is
///   seen on the card: they decide nothing but which advice is given;
/// - what commutes is done in one order. A change of the chip by somebody else may as well come right before
///   the next reading; such a reading, or a pause, may come later as long as nothing looks at the chip, or at
///   how new a reading is; looking at the face of the card may come later as long as nothing changes the
///   card; a step that only the end of the case waits for may come when the end is near; a step that is done
///   at one stroke needs no beginning of its own;
/// - while a step waits for another that has to come first and always belongs to the procedure, or for one
///   that runs, it is tried under one combination only, one that made it acceptable elsewhere: the engine's
///   order does not look at facts;
/// - a second mark on a card is left out where no step takes a mark away;
/// - what nothing looks at any more is forgotten (`Bounds::reduced`): an answer that only the step looks at
///   that asks for it, the number of the certificate at binding once no step is left that compares with it.
///   Two cases that differ in nothing else have equal futures. Which things these are is read off the
///   edition, but the walk does not trust that: a decision that looks at a forgotten thing is a finding;
/// - which user authentication certificate a card has is chosen when the step that ends the case begins,
///   where nothing looks at it before and nothing changes it: up to there all of them lead the same way. The
///   same finding guards it;
/// - of the combinations under which a command has one result, one is judged: the same events, and alike in
///   all that the next node keeps and that laws look at (judged.hpp). The result of a combination is known
///   from what the decision looked at;
/// - conditions of a step that is only there for another visitor: it is refused before they are looked at.
///
/// What the proof rests on:
/// - a decision depends on nothing that the engine does not tell its onlooker of. One in some hundreds of
///   those that are remembered is decided again; one that comes out otherwise is a finding (memory.hpp);
/// - what staff say of the face of a card is true: no reader sees it. So is what a procedure is given: a card
///   that is not issued yet bears no mark;
/// - settings are the edition's standard ones, the day is one day. The papers alone are checked under every
///   setting (paper_solver.hpp).
class Explorer {
public:
    Explorer(const procedure::Rulebook& book, Bounds bounds);
    Report run();

private:
    using Id = std::uint32_t;
    static constexpr Id kNowhere = ~Id{0};

    struct Stored {
        Id parent;
        std::string move, procedure;
        bool ended = false, mayPause = false;
        std::vector<Id> honest; ///< where moves lead that staff and terminal make when all goes well
    };
    /// A reading as a command carries it.
    struct Shown {
        std::optional<procedure::Evidence> evidence{};
        std::optional<World> content{}; ///< what it tells; none = nothing
        const char* word = "";
        bool honest = true;
        const procedure::Context* context = nullptr;
    };
    /// What made a step acceptable.
    struct Liked {
        procedure::Facts said;
        procedure::Command command;
    };
    struct Position {
        Position(Explorer& explorer, Id at, const Node& where);
        Id id;
        const Node& node;
        const procedure::Procedure& procedure;
        const Shown* shown = nullptr; ///< of the command that is being tried
        std::optional<Liked> liked{}; ///< the first command of this trial that was accepted
        bool chipMatters = false;     ///< a step that changes the card, or ends the case, can be next
        bool readingMatters = false;  ///< one that looks at how new a reading is
        bool pauseMatters = true;
        Choices choices;
    };

    // opening.cpp
    void open();
    void open(const procedure::Procedure& procedure, const World& world);
    void open(const procedure::OpenCase& what, const World& world);
    std::vector<Certificate> certificatesFor(const procedure::Procedure& procedure) const;
    bool seenAtTheEnd(const procedure::Procedure& procedure) const;
    std::vector<Node> withEachCertificate(const Node& node) const;

    // moves.cpp: what happens at a node
    void expand(Id id, const Node& node);
    void see(Position& at);
    bool say(Node& node, const std::string& fact, bool value, bool overridden);
    void work(Position& at);
    void say(Position& at);
    bool chooses(const procedure::Procedure& procedure, const std::string& fact) const;
    void look(Position& at);
    void pause(Position& at);
    void withdraw(Position& at);
    void whenPaused(Position& at);
    void whenEnded(Position& at);

    // steps.cpp
    void step(Position& at, const procedure::StepUse& use);
    void fail(Position& at, const procedure::StepUse& use);
    void tryAll(Position& at, const procedure::StepUse& use, const procedure::Command& command,
                const std::vector<std::string>& asked, bool reads, bool waiting);
    bool waits(const Node& node, const procedure::StepUse& use) const;
    bool canWait(const Node& node, const procedure::StepUse& use) const;

    // explorer.cpp
    void all(Position& at, const procedure::Command& command, const std::vector<std::string>& asked,
             const Shown& shown);
    void one(Position& at, const procedure::Command& command, const Shown& shown,
             const procedure::Facts& said = {});
    void plain(Position& at, const procedure::Command& command, const Shown& shown, const World& world);
    void accepted(Position& at, const World& world, const procedure::CaseState& before,
                  const procedure::Command& command, const std::vector<procedure::Event>& events);
    void refused(const Position& at, const procedure::CaseState& before, const procedure::Command& command,
                 const procedure::Refusal& refusal);
    bool repeats(const procedure::CaseState& after, const procedure::Command& command,
                 const procedure::Context& context) const;
    bool ending(const procedure::CaseState& state) const;
    void reach(Position& at, Node next, const procedure::CaseState& after, const procedure::Command& command,
               const std::function<std::string()>& told);
    Id enter(Node node, Id parent, const std::function<std::string()>& move);
    void collect(const Node& node);
    void found(Law law, const std::string& what, const std::string& procedure, Id at, std::string last);
    std::string tell(const Position& at, const World& world, const procedure::CaseState& before,
                     const procedure::Command& command) const;
    Shown freshReading(const Node& node) const;
    Shown newestAgain(const Node& node) const;
    std::vector<Shown> oddReadings(const Node& node) const;
    Effect effectAt(const procedure::CaseState& state, const std::string& step) const;
    bool closely(const std::string& procedure) const;
    bool unmarks(const procedure::Procedure& procedure) const;
    void waysOut();

    const procedure::Rulebook& book_;
    Bounds bounds_;
    Stage stage_;
    Memory memory_;
    procedure::Context late_; ///< so late that every reading has grown old
    std::vector<Stored> nodes_;
    std::unordered_map<std::string, Id> ids_;
    std::deque<std::pair<Id, Node>> waiting_;
    std::map<std::string, Liked> liked_; ///< by step
    std::set<std::pair<Law, std::string>> known_;
    Report report_;
    bool stop_ = false;
};

} // namespace kaomado::proof
