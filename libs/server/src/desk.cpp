// SPDX-License-Identifier: Apache-2.0
#include "desk.hpp"

namespace kaomado::server {

namespace {

constexpr std::size_t kMostWaiting = 8;

chip::TerminalKey keyIn(const std::filesystem::path& folder, const std::string& name) {
    std::filesystem::create_directories(folder);
    return chip::TerminalKey::loadOrCreate(folder / (name + ".key"));
}

} // namespace

Desk::Desk(std::string name, std::unique_ptr<Seat> seat, const DeskBelongings& with)
    : name_(std::move(name)),
      clock_(with.clock),
      seat_(std::move(seat)),
      db_(with.storage.connect()),
      key_(keyIn(with.keys, name_)),
      strand_(kMostWaiting) {
    if (store::Writer* shared = with.storage.sharedWriter())
        cases_.emplace(*db_, *shared);
    else
        cases_.emplace(*db_);
    counter_.emplace(counter::Equipment{.rulebook = with.rulebook,
                                        .cases = *cases_,
                                        .clock = with.clock,
                                        .reader = seat_->reader(),
                                        .terminal = seat_->terminal(),
                                        .portal = seat_->portal(),
                                        .pad = seat_->pad(),
                                        .key = key_,
                                        .terminalName = name_,
                                        .municipality = with.municipality,
                                        .settings = with.settings,
                                        .afterCommit = with.afterCommit});
}

chip::ChipReading Desk::read() {
    return strand_.run([this] { return chip::readChip(*seat_->reader().take(), clock_, name_); });
}

} // namespace kaomado::server
