// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "view.hpp"

namespace kaomado::procedure {

/// What a demand lacks at present; empty when the papers are there and in order, or are not needed.
std::vector<Reason> lacking(const View& view, const DocumentDemand& demand);

/// What the demands due at a step lack. A step that changes the card or ends the case also wants everything
/// that was due earlier to be still in order (a paper handed back, a wish added).
std::vector<Reason> lackingAt(const View& view, const StepUse& use, const Step& step);

/// The papers of a procedure as the case sees them.
/// Handed in, and nothing wrong with it.
bool inOrder(const View& view, const std::string& document);

std::vector<PaperView> papersOf(const View& view, const Procedure& procedure);

} // namespace kaomado::procedure
