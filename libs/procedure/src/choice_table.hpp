// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "view.hpp"

#include <cstdint>
#include <functional>

namespace kaomado::procedure {

/// Every combination of the facts that choose a procedure: what is answered to each question then, and what
/// comes out. The facts are those that the conditions of choice speak of, not listed anywhere else.
class ChoiceTable {
public:
    struct Row {
        std::vector<std::uint8_t> values;  ///< by fact: index into its values
        std::vector<std::uint8_t> answers; ///< by question; clues have none
        std::size_t outcome = 0;           ///< a procedure; from procedures.size() on a reason why none fits
        std::vector<bool> notes;           ///< which of them hold
    };
    /// Told of what makes an edition's choice unsound: what, remedy.
    using Complain = std::function<void(const std::string&, const std::string&)>;

    /// Empty after a complaint.
    ChoiceTable(const Rulebook& book, const Complain& complain);

    const std::vector<Row>& rows() const { return rows_; }
    const std::vector<std::string>& facts() const { return facts_; }
    const std::vector<FactValue>& valuesOf(std::size_t fact) const { return values_[fact]; }
    /// Questions themselves, without clues, in the order of the file.
    const std::vector<const ChoiceQuestion*>& questions() const { return questions_; }

    /// The facts of a row.
    Facts factsOf(const Row& row) const;
    /// Whether a row has all these facts; those that choose nothing do not matter.
    bool agrees(const Row& row, const Facts& known) const;

private:
    void gather(const Condition& condition, const Rulebook& book);
    void gather(const std::string& fact, const Rulebook& book);
    bool enumerable(const Rulebook& book, const Complain& complain);
    bool fill(const Rulebook& book, const Complain& complain);
    bool complete(const Rulebook& book, const View& view, Row& row, const Complain& complain) const;
    bool answersDecide(const Complain& complain) const;
    std::string said(const Row& row) const;

    std::vector<std::string> facts_;
    std::vector<std::vector<FactValue>> values_;
    std::vector<const ChoiceQuestion*> questions_;
    std::vector<Row> rows_;
};

} // namespace kaomado::procedure
