// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <filesystem>

namespace kaomado::training {

/// What the drawing depends on besides the seed.
struct Features {
    int age = 40; ///< years
    char sex = '0';
};

/// A simple drawn face, 240×320 greyscale, as JPEG 2000 in a JP2 container, some kB. Equal input, equal
/// bytes; another seed is another face (hair, glasses, shape, brows, mouth). It is a drawing and no photo of
/// anybody.
Bytes drawPortrait(std::uint32_t seed, const Features& features);

/// A picture file (PNG; or JPEG 2000, taken as it is) made fit for a card: cut to 3:4, 240×320 greyscale,
/// JP2.
/// @throws Error Fault::FileMissing, FileMalformed (neither format, damaged, larger than 4096×4096 pixels or
/// 16 MB)
Bytes photoFromFile(const std::filesystem::path& path);

} // namespace kaomado::training
