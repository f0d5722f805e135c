// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/database.hpp"

namespace kaomado::store {

/// @source SRC-POSTGRESQL
std::unique_ptr<Database> openPostgres(const std::string& address, const OpenOptions& options);

} // namespace kaomado::store
