// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <filesystem>

namespace kaomado {

/// A whole file. @throws Error Fault::FileMissing (not there, not readable), Fault::FileMalformed (larger
/// than limit)
std::string readTextFile(const std::filesystem::path& path, std::size_t limit = 64UL * 1024 * 1024);

/// Writes a new file beside the old one, flushes it to the disk and renames it over: after a power cut there
/// is the old content or the new one, never half. @throws Error Fault::Storage
void replaceFile(const std::filesystem::path& path, ByteView content);

/// The same unless there is a file already: that one stays. Two programs may do so at once, and one makes it.
/// @return whether it was made here @throws Error Fault::Storage
bool createFile(const std::filesystem::path& path, ByteView content);

} // namespace kaomado
