// SPDX-License-Identifier: Apache-2.0
#include "log_lines.hpp"

#include "content_check.hpp"

namespace kaomado::counter {

namespace {

constexpr std::string_view kEveryPlace =
    "SELECT l.log_index, l.case_id, l.seq, l.hashes, e.body FROM log_entry l LEFT JOIN event e"
    " ON e.municipality = l.municipality AND e.case_id = l.case_id AND e.seq = l.seq"
    " WHERE l.municipality = ?1 ORDER BY l.log_index";

/// A column whose type somebody changed holds nothing.
template <class Get>
auto orNothing(const Get& get) -> std::optional<std::decay_t<decltype(get())>> {
    try {
        return get();
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::optional<audit::Entry> entryIn(const store::Row& row) {
    const auto index = orNothing([&] { return row.integer(0); });
    if (!index || *index < 0)
        return std::nullopt;
    return audit::Entry{
        .index = static_cast<std::uint64_t>(*index),
        .caseId = orNothing([&] { return std::string_view(row.text(1)); }).value_or(""),
        .sequence = static_cast<std::uint64_t>(orNothing([&] { return row.integer(2); }).value_or(0)),
        .event = row.isNull(4) ? std::nullopt : orNothing([&] { return std::string_view(row.text(4)); }),
        .hashes = orNothing([&] { return ByteView(row.blob(3)); }).value_or(ByteView{})};
}

} // namespace

void forEachLine(store::Database& db, const std::string& municipality,
                 const std::function<bool(const std::optional<audit::Entry>&)>& visit,
                 const Progress& progress) {
    constexpr std::uint64_t kPause = 8192;
    std::uint64_t lines = 0;
    db.prepare(kEveryPlace)
        ->forEach(
            [&](const store::Row& row) {
                if (progress && ++lines % kPause == 0)
                    progress(lines);
                return visit(entryIn(row));
            },
            municipality);
}

audit::Walk expectedWalk(const std::string& municipality, const std::vector<audit::SignedHead>& heads,
                         const Expected& expected) {
    std::vector<audit::Finding> forged;
    std::vector<audit::Checkpoint> vouched = audit::vouchedFor(heads, municipality, expected.logKeys, forged);
    vouched.insert(vouched.end(), expected.known.begin(), expected.known.end());
    audit::Walk walk(municipality, std::move(vouched),
                     expected.content ? contentCheck(expected.terminals) : audit::ContentCheck{});
    for (audit::Finding& finding : forged)
        walk.report(std::move(finding));
    return walk;
}

} // namespace kaomado::counter
