// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace kaomado::server {

/// How many files of the counter's page are compiled into this program; none when it was built without the
/// page.
std::size_t pageFiles();

} // namespace kaomado::server
