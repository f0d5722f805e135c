// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/database.hpp"

namespace kaomado::store {

/// @source SRC-SQLITE
std::unique_ptr<Database> openSqlite(const std::string& path, const OpenOptions& options);

} // namespace kaomado::store
