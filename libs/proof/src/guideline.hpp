// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace kaomado::proof {

/// The guideline once more, written down from procedure.md and not from an edition, so that an error of an
/// edition is seen. Steps by name; "S12_set_random#2": the second time that a procedure has it; "A|B":
/// either;
/// "*": every step that changes the card. Procedures without the step are not concerned.
struct OrderRow {
    std::vector<std::string_view> first, then;
    std::vector<std::string_view> procedures; ///< empty = all
    enum class Unless { Never, NoSignature, NoInsurance, MarkedOnCase, NotOnFace } unless = Unless::Never;
    std::string_view rule;
};
/// §4.3
const std::vector<OrderRow>& guidelineOrder();

/// An answer with which a step is not begun or done. @source §2, §4, §6, §7
struct AnswerRow {
    std::string_view step, fact, value;
    std::vector<std::string_view> procedures; ///< empty = all
    std::string_view rule;
};
const std::vector<AnswerRow>& guidelineAnswers();

/// ● of §3.3: papers without which the card is not changed. "A|B": one of them; "A+B": A that is B as well.
struct PaperRow {
    std::string_view procedure;
    std::vector<std::string_view> papers;
};
const std::vector<PaperRow>& guidelinePapers();

/// What the card is at the end of a procedure.
/// FaceAuthKept: whose certificate is not the procedure's business.
enum class Goal { FaceAuth, FaceAuthKept, Normal };
struct GoalRow {
    std::string_view procedure;
    Goal goal;
};
const std::vector<GoalRow>& guidelineGoals();
/// Nothing when the guideline does not know the procedure.
std::optional<Goal> goalOf(std::string_view procedure);

} // namespace kaomado::proof
