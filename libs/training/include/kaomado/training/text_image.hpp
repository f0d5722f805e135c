// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <string>

namespace kaomado::training {

/// A text as the card stores it: black on white, PNG with one bit per pixel, wrapped to the width.
/// `font` is a Pango description, e.g. "Noto Sans CJK JP 20px".
/// @throws Error Fault::Configuration when no installed font has one of its characters; Fault::BadInput when
/// it does not fit into the height
Bytes textImage(const std::string& text, int width, int height, const std::string& font);

} // namespace kaomado::training
