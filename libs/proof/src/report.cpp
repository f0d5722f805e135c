// SPDX-License-Identifier: Apache-2.0
#include "explorer.hpp"

#include <cstdio>
#include <iomanip>
#include <sstream>

namespace kaomado::proof {

std::size_t Report::states() const {
    std::size_t all = 0;
    for (const auto& [id, walked] : procedures)
        all += walked.states;
    return all;
}

Report explore(const procedure::Rulebook& book, const Bounds& bounds) {
    return Explorer(book, bounds).run();
}

std::string toText(const Report& report, bool japanese) {
    std::ostringstream out;
    for (const auto& [id, walked] : report.procedures) {
        out << std::left << std::setw(6) << id << std::right << std::setw(8) << walked.states
            << (japanese ? " 状態 " : " states ") << std::setw(9) << walked.transitions
            << (japanese ? " 遷移 " : " transitions ") << std::setw(9) << walked.tried
            << (japanese ? " 操作 " : " commands ") << std::setw(9) << walked.decisions
            << (japanese ? " 判断 " : " decisions ") << std::fixed << std::setprecision(1) << std::setw(7)
            << walked.time.count() << " s ";
        for (const auto& [end, count] : walked.ends)
            out << ' ' << end << ' ' << count;
        out << "  only pause: " << walked.onlyPause;
        out << '\n';
    }
    for (const Finding& finding : report.findings) {
        out << "! " << finding.procedure << ' ' << nameOf(finding.law) << ": "
            << sentence(finding.law, japanese) << (finding.what.empty() ? "" : " — ") << finding.what << '\n';
        std::size_t number = 0;
        for (const std::string& move : finding.trace)
            out << "  " << std::setw(2) << ++number << ". " << move << '\n';
    }
    if (!report.complete)
        out << (japanese ? "途中で打ち切りました。\n" : "ended before everything was seen\n");
    return out.str();
}

} // namespace kaomado::proof
