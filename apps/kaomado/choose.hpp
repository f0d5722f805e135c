// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/procedure/choice.hpp>

namespace kaomado::app {

struct ChooseOptions {
    std::vector<std::string> facts, unsure;
    std::string edition, override, reason, data, officer;
    bool json = false;
};

/// What became of opening the case; `refusal` has no reasons when it was accepted.
struct ChooseOpening {
    const procedure::Procedure* procedure = nullptr;
    std::optional<procedure::Word> reason;
    procedure::Refusal refusal;
    std::string caseId; ///< empty: nothing was recorded
};

struct ChooseResult {
    const procedure::Rulebook& book;
    const procedure::Context& context;
    const procedure::Talk& talk;
    const procedure::ChoiceAdvice& advice;
    std::optional<ChooseOpening> opening{};
};

/// Asks at the keys until no question is left. False when the clerk gives up or the input ends.
class ChooseTalk {
public:
    ChooseTalk(const procedure::Chooser& chooser, const procedure::Context& context, const Frame& frame)
        : chooser_(chooser), context_(context), frame_(frame) {}

    bool hold(procedure::Talk& talk) const;
    /// One fact of a word that the choice does not rest on but the opening needs, e.g. the relation of a
    /// representative.
    bool ask(const procedure::Fact& fact, procedure::Talk& talk) const;

private:
    bool put(const procedure::ChoiceAsk& ask, std::vector<procedure::Talk>& talks) const;

    const procedure::Chooser& chooser_;
    const procedure::Context& context_;
    const Frame& frame_;
};

void printText(const ChooseResult& result, const Frame& frame);
void printJson(const ChooseResult& result);

} // namespace kaomado::app
