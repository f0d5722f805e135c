// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace kaomado::paper {

/// What qpdf puts into a file. This header and its source are C++17: clang 14 cannot read qpdf's headers as
/// C++20 (a vector of a class inside that class).
struct ArchiveFacts {
    std::string title, author, subject, producer, language;
    std::string date; ///< D:20261125091500Z
    std::string xmp, srgb;
};

/// @throws std::exception of qpdf's
std::string withFacts(const std::string& content, const ArchiveFacts& facts);

} // namespace kaomado::paper
