// SPDX-License-Identifier: Apache-2.0
#include "rehearse_chip.hpp"

#include <kaomado/card/names.hpp>

#include <algorithm>

namespace kaomado::app {

using nlohmann::json;

namespace {
constexpr const char* kIndent = "     ";
constexpr const char* kArrow = " → ";

std::optional<unsigned> triesAt(const chip::ChipReading& reading, const card::Reference& where) {
    const auto all = card::allReferences();
    const auto found = std::ranges::find(all, where, &card::NamedReference::where);
    return found == all.end() ? std::nullopt : reading.triesOf(found->id);
}

bool locked(const chip::ChipReading& reading, const lock::SetPin& pin) {
    return std::ranges::all_of(pin.targets,
                               [&](const lock::Target& t) { return triesAt(reading, t.where) == 0U; });
}

/// "a → b", or one of them when they are the same.
std::string change(const std::string& before, const std::string& after, const char* arrow) {
    return before == after ? after : before + arrow + after;
}
} // namespace

std::vector<RehearseChip::Line> RehearseChip::linesOf(const chip::ChipReading& reading) const {
    std::vector<Line> lines;
    for (const lock::SetPin& pin : set_.pins) {
        Line& line = lines.emplace_back();
        line.name = frame_.language() == Language::Japanese ? pin.japanese : pin.english;
        line.state = frame_.text(locked(reading, pin) ? "rehearse.locked" : "rehearse.open");
        for (const lock::Target& target : pin.targets) {
            const auto tries = triesAt(reading, target.where);
            line.tries.emplace_back(card::placeOf(target.where), tries ? std::to_string(*tries) : "?");
        }
    }
    const auto present = reading.signaturePresent;
    lines.push_back({frame_.text("rehearse.signature"),
                     frame_.text(!present   ? "rehearse.unknown"
                                 : *present ? "rehearse.there"
                                            : "rehearse.gone"),
                     {}});
    return lines;
}

std::string RehearseChip::between(const chip::ChipReading& before, const chip::ChipReading& after,
                                  bool changesOnly) const {
    const std::vector<Line> was = linesOf(before), is = linesOf(after);
    std::string text;
    for (std::size_t i = 0; i < is.size(); ++i) {
        if (changesOnly && was[i] == is[i])
            continue;
        text += kIndent + is[i].name + ": " + change(was[i].state, is[i].state, kArrow);
        for (std::size_t t = 0; t < is[i].tries.size(); ++t)
            text += (t == 0 ? "  (" : ", ") + is[i].tries[t].first + " " +
                    change(was[i].tries[t].second, is[i].tries[t].second, "→");
        text += is[i].tries.empty() ? "\n" : ")\n";
    }
    return text;
}

std::string RehearseChip::shortLine(const char* key) const {
    return kIndent + frame_.text(key) + "\n";
}

std::string RehearseChip::step(const counter::StepReport& report) {
    if (!report.after)
        return {};
    const chip::ChipReading& before = report.before ? *report.before : *report.after;
    const bool first = !first_;
    if (first)
        first_ = before;
    newest_ = report.after;
    if (first)
        return between(before, *report.after, false);
    if (before == *report.after) // the time is part of it: nobody has read since
        return shortLine(report.outcome == counter::StepReport::Outcome::Fault ? "rehearse.chip.uncertain"
                                                                               : "rehearse.chip.notRead");
    const std::string changes = between(before, *report.after, true);
    return changes.empty() ? shortLine("rehearse.chip.unchanged") : changes;
}

std::string RehearseChip::whole() const {
    return first_ ? frame_.text("rehearse.chip.whole") + "\n" + between(*first_, *newest_, false)
                  : std::string();
}

json readingJson(const std::optional<chip::ChipReading>& reading, const lock::PinSet& set) {
    if (!reading)
        return nullptr;
    json pins = json::object();
    for (const lock::SetPin& pin : set.pins) {
        json references = json::object();
        for (const lock::Target& target : pin.targets) {
            const auto tries = triesAt(*reading, target.where);
            references[card::placeOf(target.where)] = tries ? json(*tries) : json(nullptr);
        }
        pins[pin.id] = {{"locked", locked(*reading, pin)}, {"references", std::move(references)}};
    }
    const auto present = reading->signaturePresent;
    return {{"pins", std::move(pins)},
            {"signature_certificate", present ? json(*present) : json(nullptr)},
            {"fingerprint", reading->fingerprint}};
}

} // namespace kaomado::app
