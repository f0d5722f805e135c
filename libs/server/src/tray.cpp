// SPDX-License-Identifier: Apache-2.0
#include "tray.hpp"

#include "denial.hpp"
#include "embedded/tray_json.hpp"
#include "kaomado/base/json_text.hpp"
#include "kaomado/base/text_file.hpp"

#include <algorithm>

namespace kaomado::server {

using nlohmann::json;

namespace {

constexpr const char* kList = "tray.json";

std::vector<Tray::Entry> entriesFrom(const std::string& text, const std::string& name) try {
    std::vector<Tray::Entry> entries;
    for (const json& row : parseJson(text, name)) {
        const auto profile = training::profileNamed(row.at("profile").get<std::string>());
        if (!profile)
            throw Error(Fault::FileMalformed, name + ": a card has no such profile");
        const auto person = wholeNumber(row.at("person"), training::samplePeople().size() - 1);
        if (!person)
            throw Error(Fault::FileMalformed, name + ": a card belongs to no sample person");
        entries.push_back({row.at("id"), *profile, *person, {}});
    }
    return entries;
} catch (const json::exception&) {
    throw Error(Fault::FileMalformed, name + ": a card lacks a member, or one is of another type");
}

} // namespace

Tray::Tray(std::filesystem::path folder, trust::TrainingCa& ca, const Clock& clock)
    : folder_(std::move(folder)), ca_(ca), clock_(clock) {
    std::filesystem::create_directories(folder_);
    const std::filesystem::path list = folder_ / kList;
    const bool there = std::filesystem::exists(list);
    for (Entry& entry :
         entriesFrom(there ? readTextFile(list) : std::string(embedded::tray_json()), list.string()))
        cards_.push_back({std::move(entry), nullptr});
    if (!there)
        save();
}

void Tray::save() const {
    auto rows = json::array();
    for (const Kept& card : cards_)
        rows.push_back({{"id", card.entry.id},
                        {"profile", training::nameOf(card.entry.profile)},
                        {"person", card.entry.person}});
    replaceFile(folder_ / kList, viewOf(writeJson(rows)));
}

std::vector<Tray::Entry> Tray::all() const {
    const std::lock_guard lock(mutex_);
    std::vector<Entry> entries;
    for (const Kept& card : cards_)
        entries.push_back(card.entry);
    return entries;
}

Tray::Entry Tray::add(training::Profile profile) {
    constexpr std::size_t kMost = 200;
    const std::lock_guard lock(mutex_);
    if (cards_.size() >= kMost)
        throw Denied(Denial::Overloaded, "the tray is full");
    const std::size_t number = cards_.size() + 1;
    cards_.push_back({{.id = "card-" + std::to_string(number),
                       .profile = profile,
                       .person = (number - 1) % training::samplePeople().size(),
                       .reader = {}},
                      nullptr});
    save();
    return cards_.back().entry;
}

std::shared_ptr<emulator::Chip> Tray::chipOf(const Entry& entry) const {
    const std::filesystem::path file = folder_ / (entry.id + ".card");
    if (!std::filesystem::exists(file)) {
        training::CardOrder order;
        order.profile = entry.profile;
        order.person = training::samplePeople().at(entry.person);
        order.admin = true; // the simulated integrated terminal works on it
        training::makeCard(std::move(order), ca_, clock_.now()).save(file);
    }
    return std::make_shared<emulator::Chip>(emulator::CardImage::load(file), emulator::saveTo(file));
}

std::shared_ptr<emulator::Chip> Tray::place(const std::string& id, const std::string& reader) {
    const std::lock_guard lock(mutex_);
    const auto card = std::ranges::find(cards_, id, [](const Kept& kept) { return kept.entry.id; });
    if (card == cards_.end())
        throw Denied(Denial::NotFound, "no such card in the tray");
    if (card->entry.reader && card->entry.reader != reader)
        throw Error(Fault::CardBusy, "the card lies on another reader");
    if (!card->chip)
        card->chip = chipOf(card->entry);
    for (Kept& other : cards_)
        if (other.entry.reader == reader)
            other.entry.reader.reset();
    card->entry.reader = reader;
    return card->chip;
}

void Tray::takeAway(const std::string& reader) {
    const std::lock_guard lock(mutex_);
    for (Kept& card : cards_)
        if (card.entry.reader == reader)
            card.entry.reader.reset();
}

} // namespace kaomado::server
