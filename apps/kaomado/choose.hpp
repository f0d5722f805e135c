// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/procedure/choice.hpp>

namespace kaomado::app {

struct ChooseOptions {
    std::vector<std::string> facts, answers;
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

/// Asks at the keys.
class ChooseTalk {
public:
    ChooseTalk(const procedure::Chooser& chooser, const procedure::Context& context, const Frame& frame)
        : chooser_(chooser), context_(context), frame_(frame) {}

    /// Until no question is left. False when the clerk gives up or the input ends.
    bool hold(procedure::Talk& talk) const;
    /// What to open: the proposed procedure, or another one with a reason. None when the clerk gives up.
    std::optional<procedure::OpenCase> decide(const ChooseResult& result) const;
    /// One fact of a word that the choice does not rest on but the opening needs, e.g. the relation of a
    /// representative. False when the clerk gives up.
    bool ask(const procedure::Fact& fact, procedure::Talk& talk) const;

private:
    std::optional<std::size_t> pick(const std::string& heading, const std::vector<std::string>& items) const;
    bool put(const procedure::ChoiceAsk& ask, std::vector<procedure::Talk>& talks) const;

    const procedure::Chooser& chooser_;
    const procedure::Context& context_;
    const Frame& frame_;
};

void printText(const ChooseResult& result, const Frame& frame);
void printText(const ChooseOpening& opening, const procedure::Rulebook& book, const Frame& frame);
void printJson(const ChooseResult& result);

} // namespace kaomado::app
