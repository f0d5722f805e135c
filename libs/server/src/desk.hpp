// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "seat.hpp"
#include "storage.hpp"
#include "strand.hpp"

namespace kaomado::server {

/// What all desks of an office share.
struct DeskBelongings {
    const procedure::Rulebook& rulebook;
    Storage& storage;
    const Clock& clock;
    std::filesystem::path keys; ///< folder of the readers' signing keys
    std::string municipality;
    procedure::Facts settings;
    std::function<void(const counter::CaseKey&, const procedure::Event&)> afterCommit;
};

/// One reader with the counter that works at it, in a thread of its own: what several people want of it is
/// done one after the other. @thread any
class Desk {
public:
    Desk(std::string name, std::unique_ptr<Seat> seat, const DeskBelongings& with);
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk() { strand_.finish(); }

    const std::string& name() const { return name_; }
    std::string_view kind() const { return seat_->kind(); }

    /// @throws what the work throws; Denied Denial::Overloaded
    template <class Work>
    auto counter(Work work) {
        return strand_.run([this, work = std::move(work)] { return work(*counter_, *seat_); });
    }

    /// What lies on the reader. @throws Error faults of CardReader::take, chip::readChip
    chip::ChipReading read();

    Bytes publicKey() const { return key_.publicKey(); }

private:
    const std::string name_;
    const Clock& clock_;
    std::unique_ptr<Seat> seat_;
    std::unique_ptr<store::Database> db_;
    std::optional<counter::CaseStore> cases_;
    chip::TerminalKey key_;
    std::optional<counter::Counter> counter_;
    Strand strand_;
};

} // namespace kaomado::server
