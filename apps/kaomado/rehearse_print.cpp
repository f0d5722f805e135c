// SPDX-License-Identifier: Apache-2.0
#include "rehearse_print.hpp"

#include "texts.hpp"

#include <kaomado/procedure/describe.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

using counter::StepReport;
using nlohmann::json;

namespace {

json reasonsJson(const std::vector<procedure::Reason>& reasons) {
    json all = json::array();
    for (const procedure::Reason& reason : reasons)
        all.push_back({{"rules", reason.rules}, {"text", reason.text}, {"remedy", reason.remedy}});
    return all;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : " ") + part;
    return all;
}

const char* nameOf(StepReport::Outcome outcome) {
    switch (outcome) {
    case StepReport::Outcome::Done:
        return "done";
    case StepReport::Outcome::Failed:
        return "failed";
    case StepReport::Outcome::Refused:
        return "refused";
    case StepReport::Outcome::Fault:
        return "fault";
    }
    throw Error(Fault::Internal, "an outcome without a name");
}

} // namespace

void RehearsePrinter::begin(const std::string& procedure) {
    const procedure::Procedure* known = rulebook_.procedure(procedure);
    if (known == nullptr || json_)
        return;
    out_ << known->symbol << " " << known->title << "\n";
}

void RehearsePrinter::step(const StepReport& report) {
    if (json_)
        stepJson(report);
    else
        stepText(report);
    out_.flush();
}

void RehearsePrinter::stepJson(const StepReport& report) {
    const json line{{"type", "step"},
                    {"step", report.step},
                    {"label", report.label},
                    {"rules", report.rules},
                    {"outcome", nameOf(report.outcome)},
                    {"detail", report.detail},
                    {"notes", report.notes},
                    {"reasons", reasonsJson(report.reasons)},
                    {"before", readingJson(report.before, rulebook_.pins)},
                    {"after", readingJson(report.after, rulebook_.pins)}};
    out_ << line.dump() << "\n";
}

void RehearsePrinter::stepText(const StepReport& report) {
    const std::string label =
        report.label.empty() ? frame_.text("rehearse.step." + report.step) : report.label;
    ++number_;
    out_ << (number_ < 10 ? " " : "") << number_ << " " << report.step << " " << label << " … "
         << frame_.text(std::string("rehearse.outcome.") + nameOf(report.outcome));
    if (!report.detail.empty())
        out_ << " (" << report.detail << ")";
    if (!report.rules.empty())
        out_ << " [" << joined(report.rules) << "]";
    out_ << "\n";
    out_ << chip_.step(report);
    for (const std::string& note : report.notes)
        out_ << "     ※ " << note << "\n";
    reasonsText(report.reasons);
}

void RehearsePrinter::reasonsText(const std::vector<procedure::Reason>& reasons) {
    for (const procedure::Reason& reason : reasons) {
        out_ << "     ✕ [" << joined(reason.rules) << "] " << reason.text << "\n";
        if (!reason.remedy.empty())
            out_ << "       → " << reason.remedy << "\n";
    }
}

void RehearsePrinter::end(const counter::Rehearsed& result, const audit::Verification& log) {
    const std::string name(counter::endOf(result.state));
    const std::string head = log.root ? toHex(*log.root) : "?";
    if (json_) {
        json tampered = json::array();
        for (const audit::Finding& finding : log.findings)
            tampered.push_back({{"index", finding.first}, {"what", nameOf(finding.problem)}});
        const json line{{"type", "end"},
                        {"case", result.key.id},
                        {"procedure", result.state.procedure},
                        {"reached", result.reached},
                        {"outcome", name},
                        {"diverted_from", result.state.divertedFrom},
                        {"reasons", reasonsJson(result.reasons)},
                        {"log", {{"size", log.size}, {"head", head}, {"sound", log.sound()}}},
                        {"tampered", std::move(tampered)}};
        out_ << line.dump() << std::endl;
        return;
    }
    out_ << frame_.text(result.reached ? "rehearse.reached" : "rehearse.notReached") << " "
         << frame_.text("rehearse.result." + name) << "  " << frame_.text("rehearse.case") << " "
         << result.key.id << "\n";
    reasonsText(result.reasons);
    out_ << chip_.whole();
    out_ << fill(frame_.text(log.sound() ? "rehearse.logSound" : "rehearse.logTampered"),
                 {{"size", std::to_string(log.size)}, {"head", head}})
         << std::endl;
}

void RehearsePrinter::listed(const counter::CaseKey& key, const procedure::CaseState& state) {
    const std::string outcome(counter::endOf(state));
    const auto& overridden = state.overrideReason;
    if (json_) {
        json line{{"type", "case"}, {"case", key.id}, {"procedure", state.procedure}, {"outcome", outcome}};
        if (overridden)
            line["override"] = overridden->text();
        out_ << line.dump() << "\n";
        return;
    }
    out_ << key.id << "  " << state.procedure << "  " << frame_.text("rehearse.result." + outcome);
    if (overridden)
        out_ << "  "
             << fill(frame_.text("rehearse.overridden"),
                     {{"reason", labelOf(rulebook_.overrideReasons, overridden->text())}});
    out_ << "\n";
}

} // namespace kaomado::app
