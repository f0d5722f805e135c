// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/paper/document.hpp"

namespace kaomado::paper {

/// What Cairo's PDF lacks to be PDF/A-2b: metadata, output intent, language, a complete description of
/// TrueType fonts. @source SRC-PDFA-2
Bytes archivable(ByteView pdf, const About& about);

} // namespace kaomado::paper
