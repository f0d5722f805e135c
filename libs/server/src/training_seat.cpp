// SPDX-License-Identifier: Apache-2.0
#include "training_seat.hpp"

#include "kaomado/emulator/emulated_card.hpp"

#include <utility>

namespace kaomado::server {

class TrainingSeat::Slot final : public counter::CardReader {
public:
    std::unique_ptr<card::Card> take() override;

    std::shared_ptr<emulator::Chip> chip; ///< null: empty
    std::optional<unsigned> pullAfter;
    std::function<void()> pulled; ///< told when the card was pulled

private:
    class Held;
};

/// The card while it is held, until it is pulled.
class TrainingSeat::Slot::Held final : public card::Card {
public:
    Held(Slot& slot) : slot_(slot), chip_(slot.chip), card_(*chip_) {}

    card::Response transmit(const card::Command& command) override {
        card::Response response = card_.transmit(command);
        if (slot_.pullAfter && --*slot_.pullAfter == 0) {
            slot_.pullAfter.reset();
            card_.remove();
            slot_.pulled();
            throw Error(Fault::CardRemoved, "the trainer pulled the card");
        }
        return response;
    }
    void reset() override { card_.reset(); }
    Bytes atr() const override { return card_.atr(); }

private:
    Slot& slot_;
    std::shared_ptr<emulator::Chip> chip_;
    emulator::EmulatedCard card_;
};

std::unique_ptr<card::Card> TrainingSeat::Slot::take() {
    if (!chip)
        throw Error(Fault::CardMissing, "no card lies on the virtual reader");
    return std::make_unique<Held>(*this);
}

TrainingSeat::TrainingSeat(std::string name, Tray& tray, trust::TrainingCa& ca, const Clock& clock,
                           const procedure::Rulebook& rulebook)
    : name_(std::move(name)),
      tray_(tray),
      slot_(std::make_unique<Slot>()),
      resident_([this] { return slot_->chip ? &slot_->chip->image() : nullptr; }),
      terminal_({ca, clock, rulebook.pins,
                 [this](const std::string&) { return counter::centralRecordOf(image()); },
                 [this](std::string_view) { return SecretBytes(image().issuerKey.bytes()); }}),
      portal_(ca, clock) {
    slot_->pulled = [this] { place(std::nullopt); };
}

TrainingSeat::~TrainingSeat() = default;

counter::CardReader& TrainingSeat::reader() {
    return *slot_;
}

counter::PinPad& TrainingSeat::pad() {
    return resident_;
}

const emulator::CardImage& TrainingSeat::image() const {
    if (!slot_->chip)
        throw Error(Fault::CardMissing, "no card lies on the virtual reader");
    return slot_->chip->image();
}

void TrainingSeat::place(const std::optional<std::string>& card) {
    if (card) {
        slot_->chip = tray_.place(*card, name_);
    } else {
        tray_.takeAway(name_);
        slot_->chip.reset();
    }
}

void TrainingSeat::set(const Troubles& troubles) {
    slot_->pullAfter = troubles.pullAfter;
    terminal_.faults().statusPending = troubles.statusPending;
    terminal_.faults().down = troubles.terminalDown;
    terminal_.faults().issueFails = troubles.issueFails;
    portalDown_ = troubles.portalDown;
    portal_.setDown(portalDown_);
    resident_.mistype(troubles.wrongPin);
}

Troubles TrainingSeat::troubles() {
    return {.pullAfter = slot_->pullAfter,
            .statusPending = terminal_.faults().statusPending,
            .terminalDown = terminal_.faults().down,
            .portalDown = portalDown_,
            .issueFails = terminal_.faults().issueFails,
            .wrongPin = resident_.willMistype()};
}

} // namespace kaomado::server
