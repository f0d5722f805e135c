// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/event_log.hpp"

namespace kaomado::counter {

/// Every line of a municipality's log in the order of places; nothing for one whose place is no number. A
/// column of a wrong type holds nothing. `visit` returns false to stop.
void forEachLine(store::Database& db, const std::string& municipality,
                 const std::function<bool(const std::optional<audit::Entry>&)>& visit,
                 const Progress& progress);

/// A walk that knows the log's heads and all that is expected.
audit::Walk expectedWalk(const std::string& municipality, const std::vector<audit::SignedHead>& heads,
                         const Expected& expected);

} // namespace kaomado::counter
