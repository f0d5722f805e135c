// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

#include <set>

namespace kaomado::proof {

/// What can make a difference in a case of one procedure, or of those that take over from it.
///
/// Two values of a fact that no condition tells apart lead to the same decisions for ever, so one of each
/// class is enough: of a word the values that conditions name and one of the others; of a count the numbers
/// up to one more than the largest that is compared with; of a day yesterday and tomorrow, and for every
/// period that is counted from it one that is over.
class Vocabulary {
public:
    /// `today`: the day on which everything happens.
    Vocabulary(const procedure::Rulebook& book, const procedure::Procedure& procedure, Date today);

    /// One of each class, at least one. A fact that no condition speaks of has exactly one.
    const std::vector<procedure::FactValue>& values(const std::string& fact) const {
        return values_.at(fact);
    }
    /// The same for an attribute of a paper.
    std::vector<procedure::FactValue> valuesOf(const procedure::Fact& fact) const;
    /// Some condition depends on it that is not only about which procedure to choose.
    bool mentioned(const std::string& fact) const { return mentioned_.contains(fact); }
    /// Facts that are part of where a case stands: asked by a step, given, seen on the card, or such that
    /// another procedure would take over. Others can be said by anybody at any time.
    const std::set<std::string>& fixed() const { return fixed_; }
    /// Answers that only the step looks at that asks for them, as it is begun or completed: nothing that
    /// comes later does, so they need not be kept.
    const std::set<std::string>& local() const { return local_; }
    /// Facts that it makes a difference to open a case with; the visitor apart.
    const std::set<std::string>& opening() const { return opening_; }
    /// Steps that some condition speaks of.
    const std::set<std::string>& steps() const { return steps_; }
    /// Lines of the endorsement field that conditions can tell apart.
    unsigned lines() const { return lines_; }

private:
    struct Mention {
        std::vector<procedure::FactValue> named; ///< compared with
        bool count = false;                      ///< compared with another count
        bool line = false;                       ///< lines free are computed of it
    };
    void note(const procedure::Condition& condition, bool chooses);
    std::vector<procedure::FactValue> words(const procedure::Fact& fact, const Mention* mention) const;
    std::vector<procedure::FactValue> days(const Mention* mention) const;
    void sortAnswers(const procedure::Procedure& procedure);
    std::string strength(const std::string& identityLevel) const;
    void sort(const procedure::Procedure& procedure);

    const procedure::Rulebook& book_;
    std::vector<const procedure::Procedure*> procedures_;
    Date today_;
    unsigned lines_ = 1;
    std::map<std::string, Mention> mentions_;
    std::set<std::string> mentioned_, fixed_, local_, opening_, steps_;
    std::map<std::string, std::vector<procedure::FactValue>> values_;
};

} // namespace kaomado::proof
