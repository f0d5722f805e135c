// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "choice_table.hpp"

namespace kaomado::procedure {

/// The shortest way through the questions. Every combination of answers counts once; the way is the one with
/// the fewest questions over all of them, and of those the one whose longest branch is shortest. Found by
/// trying every order, each set of combinations that can be left once only.
class ChoicePlan {
public:
    /// `rows`: combinations that are left. `closed`: questions, by index, that nobody can answer.
    ChoicePlan(const std::vector<const ChoiceTable::Row*>& rows, std::vector<bool> closed);

    /// The question to ask now; none when the outcome is settled or no answer can bring it nearer.
    std::optional<std::size_t> next();
    /// Questions still to come at most, that one included.
    unsigned atMost();

private:
    struct Combination {
        std::vector<std::uint8_t> answers;
        std::size_t outcome = 0;
        // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
        friend auto operator<=>(const Combination&, const Combination&) = default;
    };
    using Left = std::vector<std::uint16_t>; ///< indices of combinations, ascending
    struct Way {
        unsigned questions = 0, longest = 0; ///< over all combinations; of the longest branch
        std::optional<std::size_t> first;
    };

    const Way& way(const Left& left);
    std::map<std::uint8_t, Left> split(const Left& left, std::size_t question) const;
    std::set<std::size_t> outcomes(const Left& left) const;
    bool hopeless(const Left& left) const;

    std::vector<bool> closed_;
    std::vector<Combination> combinations_;
    Left all_;
    std::map<Left, Way> known_;
};

} // namespace kaomado::procedure
