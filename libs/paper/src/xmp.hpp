// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/paper/document.hpp"

namespace kaomado::paper {

inline constexpr std::string_view kProducer = "Kaomado";

/// The metadata packet of a PDF/A-2b file, saying the same as its information dictionary.
/// @source SRC-XMP, SRC-PDFA-2
std::string xmpOf(const About& about);

} // namespace kaomado::paper
