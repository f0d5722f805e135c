// SPDX-License-Identifier: Apache-2.0
#include "rehearse_table.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <set>

namespace kaomado::app {

using nlohmann::json;

namespace {

std::set<std::string> rulesOf(const counter::Rehearsed& result) {
    std::set<std::string> rules;
    for (const procedure::Reason& reason : result.reasons)
        rules.insert(reason.rules.begin(), reason.rules.end());
    return rules;
}

/// As wide as it must be on a terminal, where a kanji or kana takes two columns.
std::string padded(const std::string& text, std::size_t columns) {
    std::size_t taken = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        constexpr unsigned kContinues = 0x80, kTopTwo = 0xC0, kWide = 0xE0;
        if ((byte & kTopTwo) != kContinues)
            taken += byte >= kWide ? 2 : 1;
    }
    return text + std::string(taken < columns ? columns - taken : 0, ' ');
}

json jsonOf(const PlayedBranch& played) {
    const counter::Branch& branch = played.branch;
    json line{{"type", "branch"},
              {"procedure", branch.procedure},
              {"branch", branch.id},
              {"card", branch.card},
              {"given", branch.given},
              {"ended_as", played.result.state.procedure},
              {"outcome", counter::endOf(played.result.state)},
              {"rules", rulesOf(played.result)},
              {"log_sound", played.logSound},
              {"as_said", played.asSaid()},
              {"milliseconds", played.took.count()}};
    if (!played.asSaid())
        line["said"] = {{"ended_as", branch.endsAs}, {"outcome", branch.ends}, {"because", branch.because}};
    return line;
}

} // namespace

bool PlayedBranch::asSaid() const {
    return logSound && result.state.procedure == branch.endsAs &&
           counter::endOf(result.state) == branch.ends &&
           (branch.because.empty() || rulesOf(result).contains(branch.because));
}

void RehearseTable::add(PlayedBranch played) {
    if (json_)
        out_ << jsonOf(played).dump() << std::endl;
    all_.push_back(std::move(played));
}

std::string RehearseTable::ended(const PlayedBranch& played) const {
    const procedure::CaseState& state = played.result.state;
    const std::string name(counter::endOf(state));
    std::string text = frame_.text("rehearse.result." + name);
    if (state.procedure != played.branch.procedure)
        text += " (" + state.procedure + ")";
    return text;
}

void RehearseTable::row(const PlayedBranch& played) {
    const counter::Branch& branch = played.branch;
    constexpr int kTime = 6;
    constexpr std::size_t kId = 27, kEnded = 22;
    out_ << (played.asSaid() ? "  ○ " : "  ✕ ") << padded(branch.id, kId) << std::setw(kTime)
         << static_cast<long>(played.took.count()) << " ms  " << padded(ended(played), kEnded);
    if (!branch.because.empty())
        out_ << "[" << branch.because << "] ";
    if (frame_.language() == Language::Japanese)
        out_ << branch.title;
    out_ << "\n";
    if (played.asSaid())
        return;
    std::string rules;
    for (const std::string& rule : rulesOf(played.result))
        rules += " " + rule;
    out_ << fill(frame_.text("rehearse.all.said"),
                 {{"procedure", branch.endsAs},
                  {"outcome", frame_.text("rehearse.result." + branch.ends)},
                  {"because", branch.because},
                  {"rules", rules}})
         << "\n";
}

void RehearseTable::rows() {
    std::string procedure;
    for (const PlayedBranch& played : all_) {
        if (played.branch.procedure != procedure) {
            procedure = played.branch.procedure;
            const auto* known = procedure::Rulebook::builtIn().procedure(procedure);
            out_ << known->symbol << " " << procedure << " " << known->title << "\n";
        }
        row(played);
    }
}

bool RehearseTable::finish() {
    const auto otherwise = std::ranges::count_if(all_, [](const auto& played) { return !played.asSaid(); });
    std::chrono::duration<double> took{};
    for (const PlayedBranch& played : all_)
        took += played.took;
    if (json_) {
        const json sum{{"type", "all"},
                       {"branches", all_.size()},
                       {"otherwise", otherwise},
                       {"milliseconds", took.count() * 1000}};
        out_ << sum.dump() << std::endl;
        return otherwise == 0;
    }
    rows();
    std::ostringstream seconds;
    seconds << std::fixed << std::setprecision(1) << took.count();
    out_ << fill(frame_.text("rehearse.all.sum"), {{"branches", std::to_string(all_.size())},
                                                   {"otherwise", std::to_string(otherwise)},
                                                   {"seconds", seconds.str()}})
         << std::endl;
    return otherwise == 0;
}

} // namespace kaomado::app
