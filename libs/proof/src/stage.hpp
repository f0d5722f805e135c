// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "node.hpp"
#include "papers.hpp"

namespace kaomado::proof {

/// Computed by the engine of the certificate that was read last and the one at binding.
inline constexpr const char* kCertificateIsNew = "user_cert_fresh";

/// What facts about the user authentication certificate begin with.
inline constexpr const char* kAboutCertificate = "user_cert";

/// Where a procedure, or one that takes over from it, looks at that.
struct NewCertificate {
    bool always = false;
    std::vector<std::string> by; ///< steps, until they are done: done stays done as far as this is concerned
};

/// What stays the same for a whole exploration.
struct Stage {
    /// `forgets`: what nothing looks at any more is forgotten.
    Stage(const procedure::Rulebook& book, bool forgets);

    const Vocabulary& vocabulary(const std::string& procedure) const { return vocabularies.at(procedure); }

    /// The paper can be handed in or taken back in this case.
    bool open(const procedure::CaseState& state, const std::string& paper) const;
    /// Some step still to come asks for a certificate with another number than the one at binding.
    bool asksForNewCertificate(const procedure::CaseState& state) const;
    /// Takes out what nothing looks at any more: answers that only their own step looks at, and the number of
    /// the certificate at binding. The walk is told when a decision looks at such a thing all the same.
    void forget(Node& node) const;
    /// Puts a node into its simplest form: what anybody may say at any time is taken out, see choices.hpp.
    void settle(Node& node) const;

    const procedure::Rulebook& book;
    bool reduced;
    Moments moments;
    std::map<std::string, Vocabulary> vocabularies; ///< by procedure
    procedure::Context context;                     ///< at moments.now
    Sheets sheets;
    Readings readings;
    procedure::Officer officer;
    std::set<std::string> reread;                     ///< steps whose reading another step compares with
    std::set<std::string> spokenOf;                   ///< steps that some condition speaks of
    std::set<std::string> begun;                      ///< … of whether they were ever begun
    std::vector<const procedure::OrderPair*> inForce; ///< of the edition's order, today
    std::set<std::string> conditional;                ///< papers that some condition speaks of
    std::set<std::string> settable; ///< facts that a step sets once it is done: nobody may say otherwise then

    std::map<std::string, NewCertificate> newCertificate; ///< by procedure

private:
    void forgetTheUnseen(Node& node) const;
    bool changesCard(const procedure::CaseState& state, const std::string& step) const;
    bool settledChoice(const Vocabulary& words, const procedure::CaseState& state) const;
    bool sayable(const procedure::CaseState& state, const std::string& fact,
                 const procedure::FactValue& is) const;
};

} // namespace kaomado::proof
