// SPDX-License-Identifier: Apache-2.0
// What happened, in a notation that needs no language: identifiers of the edition, "fact=value".
#include "describe.hpp"

namespace kaomado::proof {

using namespace procedure;

namespace {
std::string textOf(const Facts& facts) {
    std::string text;
    for (const auto& [id, value] : facts)
        text += " " + id + "=" + toText(value);
    return text;
}

struct Text {
    std::string operator()(const OpenCase& what) const {
        return "open " + what.procedure + textOf(what.facts) + (what.overrideReason ? " overridden" : "");
    }
    std::string operator()(const StateFact& what) const {
        return "say " + what.fact + "=" + toText(what.value);
    }
    std::string operator()(const RecordDocument& what) const {
        return (what.handedIn ? "hand in " : "take back ") + what.document + textOf(what.attributes);
    }
    std::string operator()(const BindCard& /*what*/) const { return "bind the card"; }
    std::string operator()(const ObserveCard& /*what*/) const { return "read the card"; }
    std::string operator()(const StartStep& what) const { return "begin " + what.step + textOf(what.facts); }
    std::string operator()(const CompleteStep& what) const {
        return "complete " + what.step + textOf(what.facts);
    }
    std::string operator()(const FailStep& what) const {
        return "fail " + what.step + " " + what.reason.text();
    }
    std::string operator()(const Suspend& what) const {
        return what.cardKept ? "pause, the card is kept" : "pause, the card is given back";
    }
    std::string operator()(const Resume& /*what*/) const { return "resume"; }
    std::string operator()(const Withdraw& /*what*/) const { return "withdraw"; }
};
} // namespace

std::string textOf(const Command& command) {
    return std::visit(Text{}, command.what);
}

std::string textOf(const Stage& stage, const Node& node, const CaseState& before) {
    std::string text;
    for (const auto& [id, value] : before.facts)
        if (!node.state.facts.contains(id))
            text += " " + id + "=" + toText(value);
    for (const auto& [paper, sheets] : stage.sheets.of(before.procedure)) {
        const auto found = before.documents.find(paper);
        for (const Sheet& sheet : sheets)
            if (&sheet != &sheets.front() &&
                (sheet.attributes
                     ? found != before.documents.end() && found->second.attributes == *sheet.attributes
                     : found == before.documents.end()))
                text += " " + paper + "=" + sheet.word;
    }
    return text;
}

} // namespace kaomado::proof
