// SPDX-License-Identifier: Apache-2.0
#include "event_row.hpp"
#include "kaomado/chip/signed_reading.hpp"
#include "kaomado/procedure/event_json.hpp"

namespace kaomado::counter {

namespace {

const procedure::Observation* observationOf(const procedure::Event& event) {
    return std::visit(
        [](const auto& what) -> const procedure::Observation* {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, procedure::CardBound> ||
                          std::is_same_v<What, procedure::CardObserved>)
                return &what.observation;
            else if constexpr (requires { what.observation; })
                return what.observation ? &*what.observation : nullptr;
            else
                return nullptr;
        },
        event.what);
}

/// The signature fits the terminal's key, and the signed text is the reading that the event speaks of.
void checkReading(const procedure::Observation& observation, const TerminalKeys& terminals) {
    const auto key = terminals.find(observation.terminal);
    if (key == terminals.end())
        return;
    const chip::ChipReading reading =
        chip::verifySigned(chip::signedReadingFromJson(observation.signedJson), key->second);
    if (reading.fingerprint != observation.fingerprint || reading.terminal != observation.terminal ||
        reading.time != observation.time)
        throw Error(Fault::SignatureInvalid, "the signed reading is not the one of the event");
}

/// Walks the lines in log order and keeps what does not fit.
class Walk {
public:
    Walk(const std::optional<LogHead>& known, const TerminalKeys& terminals)
        : known_(known), terminals_(terminals) {}

    void line(const EventRow& row) {
        if (row.logIndex != head_.size)
            report(row, "the log has a gap before this event");
        if (row.previous != head_.hash)
            report(row, "the event is not chained to the one before it");
        if (hashOf(row) != row.hash)
            report(row, "the event does not fit its hash");
        if (row.sequence != ++sequences_[row.key])
            report(row, "the case has a gap before this event");
        content(row);
        // Going on with what is stored names each changed event once, not everything after it.
        head_ = {row.logIndex + 1, row.hash};
        if (known_ && known_->size == head_.size)
            knownSeen_ = known_->hash == head_.hash;
    }

    Verification finish() && {
        if (known_ && known_->size > 0 && !knownSeen_)
            found_.problems.push_back(
                {known_->size - 1, {}, 0, "the log does not hold the head seen earlier"});
        found_.head = head_;
        return std::move(found_);
    }

    void report(const EventRow& row, std::string what) {
        found_.problems.push_back({row.logIndex, row.key, row.sequence, std::move(what)});
    }

private:
    void content(const EventRow& row) {
        try {
            const procedure::Event event = procedure::eventFromJson(row.body);
            if (event.sequence != row.sequence)
                report(row, "the event carries another number than its line");
            if (const procedure::Observation* observation = observationOf(event))
                checkReading(*observation, terminals_);
        } catch (const Error& error) {
            report(row, error.what());
        }
    }

    const std::optional<LogHead>& known_;
    const TerminalKeys& terminals_;
    LogHead head_;
    bool knownSeen_ = false;
    std::map<CaseKey, std::uint64_t> sequences_;
    Verification found_;
};

} // namespace

Verification CaseStore::verify(std::string_view municipality, const std::optional<LogHead>& known,
                               const TerminalKeys& terminals) const {
    Walk walk(known, terminals);
    std::uint64_t line = 0;
    const auto lines =
        db_.prepare(std::string(kSelectEvent) + " WHERE municipality = ?1 ORDER BY log_index, seq");
    lines->forEach(
        [&](const store::Row& stored) {
            try {
                walk.line(eventRow(stored));
            } catch (const Error& error) {
                walk.report({.logIndex = line}, error.what());
            }
            ++line;
            return true;
        },
        municipality);
    return std::move(walk).finish();
}

} // namespace kaomado::counter
