// SPDX-License-Identifier: Apache-2.0
#include "kaomado/server/page.hpp"

#include "static_files.hpp"

namespace kaomado::server {

std::size_t pageFiles() {
    return builtInFiles().size();
}

} // namespace kaomado::server
