// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/emulator/virtual_card.hpp>

#include <filesystem>

namespace kaomado::app {

/// kaomado card …
void addCardNew(CLI::App& parent, Frame& frame);
void addCardShow(CLI::App& parent, Frame& frame);
void addCardList(CLI::App& parent, Frame& frame);
void addCardInsert(CLI::App& parent, Frame& frame);
void addCardAdmin(CLI::App& parent, Frame& frame);

/// Where the training CA lives unless --ca says otherwise: training-ca in the default data folder.
/// @throws Error as defaultDataFolder
std::filesystem::path defaultCaFolder();

/// Keeps others of our programs away from a card file while it is inserted or changed; ends with the scope.
class CardFileLock {
public:
    /// @throws Error Fault::CardBusy when another program has it, Fault::Storage
    explicit CardFileLock(const std::filesystem::path& card);
    CardFileLock(const CardFileLock&) = delete;
    CardFileLock& operator=(const CardFileLock&) = delete;
    ~CardFileLock();

private:
    std::filesystem::path path_;
    int fd_ = -1;
};

/// Saves a card whose settings were changed for this run only: the file keeps the settings that it had.
emulator::Persist saveWithSettings(std::filesystem::path path, emulator::CardSettings settings);

} // namespace kaomado::app
