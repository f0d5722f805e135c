// SPDX-License-Identifier: Apache-2.0
#include "choice_plan.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace kaomado::procedure {

ChoicePlan::ChoicePlan(const std::vector<const ChoiceTable::Row*>& rows, std::vector<bool> closed)
    : closed_(std::move(closed)) {
    std::set<Combination> distinct;
    for (const ChoiceTable::Row* row : rows)
        distinct.insert({row->answers, row->outcome});
    combinations_.assign(distinct.begin(), distinct.end());
    all_.resize(combinations_.size());
    std::iota(all_.begin(), all_.end(), std::uint16_t{0});
}

std::optional<std::size_t> ChoicePlan::next() {
    return way(all_).first;
}

unsigned ChoicePlan::atMost() {
    return way(all_).longest;
}

std::map<std::uint8_t, ChoicePlan::Left> ChoicePlan::split(const Left& left, std::size_t question) const {
    std::map<std::uint8_t, Left> parts;
    for (const std::uint16_t one : left)
        parts[combinations_[one].answers[question]].push_back(one);
    return parts;
}

std::set<std::size_t> ChoicePlan::outcomes(const Left& left) const {
    std::set<std::size_t> all;
    for (const std::uint16_t one : left)
        all.insert(combinations_[one].outcome);
    return all;
}

/// Whatever is answered to all open questions, the same outcomes stay possible.
bool ChoicePlan::hopeless(const Left& left) const {
    std::map<std::vector<std::uint8_t>, std::set<std::size_t>> byAnswers;
    for (const std::uint16_t one : left) {
        std::vector<std::uint8_t> heard;
        for (std::size_t question = 0; question < closed_.size(); ++question)
            if (!closed_[question])
                heard.push_back(combinations_[one].answers[question]);
        byAnswers[heard].insert(combinations_[one].outcome);
    }
    const auto all = outcomes(left);
    return std::ranges::all_of(byAnswers, [&](const auto& part) { return part.second == all; });
}

const ChoicePlan::Way& ChoicePlan::way(const Left& left) {
    if (const auto found = known_.find(left); found != known_.end())
        return found->second;
    Way best;
    if (!hopeless(left))
        for (std::size_t question = 0; question < closed_.size(); ++question) {
            const auto parts = closed_[question] ? std::map<std::uint8_t, Left>{} : split(left, question);
            if (parts.size() < 2)
                continue;
            Way one{static_cast<unsigned>(left.size()), 0, question};
            for (const auto& [answer, part] : parts) {
                const Way& rest = way(part);
                one.questions += rest.questions;
                one.longest = std::max(one.longest, rest.longest);
            }
            ++one.longest;
            if (!best.first || std::tie(one.questions, one.longest) < std::tie(best.questions, best.longest))
                best = one;
        }
    return known_.emplace(left, best).first->second;
}

} // namespace kaomado::procedure
