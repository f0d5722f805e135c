// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace kaomado::store {

/// "SQLite 3.40.1, libpq 15.8": the libraries that are loaded, not those that were compiled with.
std::string engineVersions();

/// Whether the SQLite that is loaded is as new as the one that was compiled with.
bool sqliteIsNewEnough();

} // namespace kaomado::store
