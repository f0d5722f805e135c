// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/event_log.hpp"
#include "log_lines.hpp"
#include "log_writer.hpp"

namespace kaomado::counter {

std::uint64_t EventLog::exportTo(std::ostream& out, const Progress& progress) const {
    const std::uint64_t size = logSize(db_, municipality_);
    audit::ExportWriter writer(out, {municipality_, size, heads()});
    forEachLine(
        db_, municipality_,
        [&](const std::optional<audit::Entry>& entry) {
            if (!entry)
                throw Error(Fault::StorageTampered,
                            "a place of the log is no number; verify the database itself");
            if (entry->index >= size) // came meanwhile
                return false;
            writer.entry(*entry);
            return true;
        },
        progress);
    return size;
}

audit::Verification verifyExport(audit::ExportReader& log, const Expected& expected,
                                 const Progress& progress) {
    audit::Walk walk = expectedWalk(log.header().municipality, log.header().heads, expected);
    log.walk(walk, progress);
    return std::move(walk).finish();
}

} // namespace kaomado::counter
