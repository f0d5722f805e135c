// SPDX-License-Identifier: Apache-2.0
#include "content_check.hpp"
#include "kaomado/audit/export.hpp"
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

audit::Verification verifyExport(std::istream& in, const Expected& expected, const Progress& progress) {
    audit::ExportReader reader(in);
    audit::Walk walk = expectedWalk(reader.header().municipality, reader.header().heads, expected);
    reader.walk(walk, progress);
    return std::move(walk).finish();
}

} // namespace kaomado::counter
