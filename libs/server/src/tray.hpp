// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/emulator/virtual_card.hpp"
#include "kaomado/training/make_card.hpp"

#include <mutex>

namespace kaomado::server {

/// Virtual cards of people who do not exist, in a folder. A card is made when it is first laid on a reader.
/// @thread any; a card that lies on a reader belongs to that reader's strand
class Tray {
public:
    struct Entry {
        std::string id;
        training::Profile profile = training::Profile::Normal;
        std::size_t person = 0;            ///< in training::samplePeople()
        std::optional<std::string> reader; ///< where it lies
    };

    /// Fills an empty folder with the cards of libs/server/data/tray.json.
    /// @throws Error Fault::FileMalformed, Storage
    Tray(std::filesystem::path folder, trust::TrainingCa& ca, const Clock& clock);

    std::vector<Entry> all() const;
    /// One more, of the next sample person in turn.
    Entry add(training::Profile profile);

    /// What lay on that reader goes back. @throws Denied Denial::NotFound for an unknown card;
    /// Fault::CardBusy when it lies on another reader
    std::shared_ptr<emulator::Chip> place(const std::string& id, const std::string& reader);
    void takeAway(const std::string& reader);

private:
    struct Kept {
        Entry entry;
        std::shared_ptr<emulator::Chip> chip; ///< null until it was on a reader
    };
    void save() const;
    std::shared_ptr<emulator::Chip> chipOf(const Entry& entry) const;

    std::filesystem::path folder_;
    trust::TrainingCa& ca_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::vector<Kept> cards_;
};

} // namespace kaomado::server
