// SPDX-License-Identifier: Apache-2.0
#include "rehearse_bench.hpp"

#include "audit.hpp"
#include "card.hpp"
#include "pcsc_reader.hpp"

#include <kaomado/counter/branches.hpp>
#include <kaomado/counter/simulated_resident.hpp>

#include <unistd.h>

#include <csignal>
#include <utility>

namespace kaomado::app {

namespace {

void killMyself() {
    ::raise(SIGKILL);
}

training::Profile profileFor(const RehearseOptions& options) {
    const std::string name =
        options.profile.empty() ? counter::usualCardOf(options.procedure) : options.profile;
    const auto profile = training::profileNamed(name);
    if (!profile)
        throw Error(Fault::Internal, name + ": no card has this profile");
    return *profile;
}

/// The counter's key: of the folder, or one that is forgotten at the end.
chip::TerminalKey terminalKey(const std::filesystem::path& data) {
    if (data.empty())
        return chip::TerminalKey::create();
    std::filesystem::create_directories(data);
    return chip::TerminalKey::loadOrCreate(data / "terminal.key");
}

} // namespace

RehearseBench::RehearseBench(const RehearseOptions& options, const RehearseFaults& faults,
                             const counter::Confirm& confirm, RehearseStock* stock)
    : rulebook_(procedure::Rulebook::builtIn()),
      stock_(stock),
      dataFolder_(options.data),
      cardFile_(options.card),
      key_(terminalKey(options.data)) {
    if (cardFile_.empty() && !options.data.empty() && options.reader == "virtual")
        cardFile_ = options.data / "card.json";
    caFolder_ = options.ca;
    if (caFolder_.empty() && !options.card.empty())
        caFolder_ = defaultCaFolder(); // the card may come from `kaomado card new`
    else if (caFolder_.empty() && !options.data.empty())
        caFolder_ = options.data / "training-ca";
    db_ = store::openDatabase(options.data.empty() ? ":memory:" : (options.data / "kaomado.db").string());
    counter::migrateTables(*db_, clock_);
    cases_.emplace(*db_);
    if (options.list)
        return;
    layCard(options, faults);
    equip(options, faults, confirm);
}

RehearseBench::~RehearseBench() = default;

trust::TrainingCa& RehearseBench::ca() {
    if (stock_ != nullptr)
        return stock_->ca;
    if (!ca_)
        ca_.emplace(caFolder_.empty() ? trust::TrainingCa::inMemory() : trust::TrainingCa::open(caFolder_));
    return *ca_;
}

emulator::CardImage RehearseBench::makeCard(training::Profile profile) {
    training::CardOrder order;
    order.profile = profile;
    if (stock_ != nullptr)
        order.keys = stock_->keys;
    return training::makeCard(std::move(order), ca(), clock_.now());
}

void RehearseBench::layCard(const RehearseOptions& options, const RehearseFaults& faults) {
    counter::ReaderTroubles troubles{
        faults.pullAt, faults.killAtCommand, faults.wrongStatusWord, {}, killMyself};
    constexpr std::string_view kPcsc = "pcsc";
    if (options.reader.starts_with(kPcsc)) {
        const bool named = options.reader.size() > kPcsc.size() + 1 && options.reader[kPcsc.size()] == '=';
        real_ = std::make_unique<PcscReader>(named ? std::optional{options.reader.substr(kPcsc.size() + 1)}
                                                   : std::nullopt);
    } else if (options.reader == "virtual") {
        if (!cardFile_.empty())
            cardLock_.emplace(cardFile_);
        const bool there = !cardFile_.empty() && std::filesystem::exists(cardFile_);
        if (!there && !options.resume.empty())
            throw Error(Fault::FileMissing, "the card of the interrupted case: give its file with --card");
        emulator::CardImage image =
            there ? emulator::CardImage::load(cardFile_) : makeCard(profileFor(options));
        if (faults.pinHit)
            for (const lock::SetPin& pin : rulebook_.pins.pins)
                for (const lock::Target& target : pin.targets)
                    image.setReference(target.where, rulebook_.pins.candidates.front());
        if (!there && !cardFile_.empty())
            image.save(cardFile_);
        const emulator::CardSettings asMade = image.settings;
        image.settings.admin = true; // the simulated terminal needs it; the file keeps what it says
        chip_ = std::make_unique<emulator::Chip>(
            std::move(image), cardFile_.empty() ? emulator::Persist{} : saveWithSettings(cardFile_, asMade));
        real_ = std::make_unique<counter::ChipReader>(*chip_);
    } else {
        throw Error(Fault::BadInput, options.reader + ": a reader is virtual, pcsc or pcsc=NAME");
    }
    if (faults.wrongCard)
        layWrongCard();
    if (faults.wrongCard) // the first card taken is bound to the case; the next one is somebody else's
        troubles.wrongCardAtTake = 2;
    reader_.emplace(*real_, std::move(troubles), wrong_.get());
}

bool RehearseBench::terminalReachesCard() {
    if (chip_ || cardFile_.empty())
        return true;
    std::unique_ptr<card::Card> card;
    try {
        card = real_->take();
    } catch (const Error&) {
        return true; // no card, no reader: the first step tells of it
    }
    return emulator::answersAdministration(*card);
}

void RehearseBench::layWrongCard() {
    wrongChip_ = std::make_unique<emulator::Chip>(makeCard(training::Profile::Normal));
    wrong_ = std::make_unique<counter::ChipReader>(*wrongChip_);
}

void RehearseBench::equip(const RehearseOptions& options, const RehearseFaults& faults,
                          const counter::Confirm& confirm) {
    const bool byHand = chip_ == nullptr && cardFile_.empty();
    // A card in a PC/SC reader keeps its file up to date itself; it is read when it is needed.
    auto image = std::make_shared<std::optional<emulator::CardImage>>();
    const counter::SimulatedResident::CardOf card = [this, image]() -> const emulator::CardImage* {
        if (chip_)
            return &chip_->image();
        if (cardFile_.empty())
            return nullptr;
        image->emplace(emulator::CardImage::load(cardFile_));
        return &**image;
    };
    pad_ = std::make_unique<counter::SimulatedResident>(card);
    if (byHand) {
        pinScreen_ = std::make_unique<counter::TerminalPinScreen>(STDIN_FILENO, STDERR_FILENO);
        terminal_ = std::make_unique<counter::ManualTerminal>(confirm, pinScreen_.get());
        manualPortal_ = std::make_unique<counter::ManualPortal>(confirm);
    } else {
        counter::TrainingCentre centre{
            ca(), clock_, rulebook_.pins,
            [card](const std::string&) { return counter::centralRecordOf(*card()); },
            [card](std::string_view) { return SecretBytes(card()->issuerKey.bytes()); }};
        terminal_ = std::make_unique<counter::SimulatedTerminal>(
            std::move(centre), counter::CentralFaults{.statusPending = faults.statusPending});
        portal_ = std::make_unique<RehearsePortal>(
            options, faults, ca(), clock_, [this, card, done = false]() mutable {
                const auto serial = counter::centralRecordOf(*card()).userAuthSerial;
                if (serial && !std::exchange(done, true)) // the renewed one stays good
                    ca().revoke(*serial, trust::RevocationReason::KeyCompromise, clock_.now());
            });
    }
    killAtEvent_ = faults.killAtEvent;
    counter_.emplace(counter::Equipment{.rulebook = rulebook_,
                                        .cases = *cases_,
                                        .clock = clock_,
                                        .reader = *reader_,
                                        .terminal = *terminal_,
                                        .portal = byHand ? *manualPortal_ : portal_->counter(),
                                        .pad = *pad_,
                                        .key = key_,
                                        .terminalName = "rehearsal",
                                        .municipality = kTrainingMunicipality,
                                        .settings = procedure::settingsFrom(rulebook_, {}),
                                        .afterCommit = [this](const auto&, const auto&) { countEvent(); }});
}

void RehearseBench::countEvent() {
    if (++events_ == killAtEvent_)
        killMyself();
}

void RehearseBench::signLog() {
    if (!dataFolder_.empty())
        log().signHead(LogKeys(dataFolder_).signingKey(), clock_);
}

counter::TerminalKeys RehearseBench::terminals() const {
    return {{"rehearsal", key_.publicKey()}};
}

} // namespace kaomado::app
