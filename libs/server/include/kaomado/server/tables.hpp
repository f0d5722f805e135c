// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/store/backup.hpp"

namespace kaomado::server {

/// The server's own tables beside the counter's. Sessions are not kept: after a restore everybody signs in
/// anew, for one that was ended since must not live again.
store::TableSet tableSet();

/// Creates or updates them. @throws Error as store::migrate
void migrateServer(store::Database& db, const Clock& clock);

} // namespace kaomado::server
