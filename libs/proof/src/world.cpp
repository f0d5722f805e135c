// SPDX-License-Identifier: Apache-2.0
#include "kaomado/proof/world.hpp"

#include <algorithm>
#include <array>

namespace kaomado::proof {

using namespace std::chrono_literals;

namespace {
constexpr std::string_view kUserAuthPin = "user_auth_pin";

constexpr std::array<std::string_view, 5> kPinWords{"usable", "locked", "half_locked", "half_open",
                                                    "last_try"};
constexpr std::array<std::string_view, 4> kCertificateWords{"none", "expired", "valid", "fresh"};

/// procedure.md §3.1, column "effect", as far as the card itself is concerned.
constexpr std::array<std::pair<std::string_view, Effect>, 31> kEffects{
    {{"S01_accept", Effect::Nothing},
     {"S02_documents", Effect::Nothing},
     {"S03_identity", Effect::Nothing},
     {"S04_check_user_cert", Effect::Nothing},
     {"S05_check_field", Effect::Nothing},
     {"S06_discard_sig", Effect::RemoveSignature},
     {"S07_revoke_sig", Effect::RemoveSignature},
     {"S08_issue_user_cert", Effect::IssueCertificate},
     {"S09_reissue_user_cert", Effect::ReplaceCertificate},
     {"S10_set_provisional", Effect::SetStaffPin},
     {"S11_init_pin", Effect::Initialise},
     {"S12_set_random", Effect::SetStaffPin},
     {"S13_issue_process", Effect::Nothing},
     {"S14_confirm_status", Effect::Nothing},
     {"S15_insurance", Effect::Nothing},
     {"S16_lock", Effect::Lock},
     {"S17_confirm_lock", Effect::Nothing},
     {"S18_endorse", Effect::Endorse},
     {"S19_strike", Effect::Strike},
     {"S19C_clear_case", Effect::ClearCase},
     {"S20_reset_pin", Effect::SetResidentPin},
     {"S21_load_sig", Effect::LoadSignature},
     {"S22_face_update", Effect::Nothing},
     {"S23_hand_over", Effect::Nothing},
     {"S24_mail", Effect::Nothing},
     {"S25_advise_reader", Effect::Nothing},
     {"S26_advise_reissue", Effect::Nothing},
     {"S27_mark_case", Effect::MarkCase},
     {"S28_collect_card", Effect::Nothing},
     {"S28O_collect_old", Effect::Nothing}, // another card than the one that is worked on
     {"S29_advise_f15", Effect::Nothing}}};

World with(World world, Pins pins, bool staffPin) {
    world.pins = pins;
    world.staffPin = staffPin;
    return world;
}
World with(World world, Certificate certificate) {
    world.userAuth = certificate;
    return world;
}
World flagged(World world, bool World::*flag, bool value) {
    world.*flag = value;
    return world;
}
} // namespace

std::string textOf(const World& world) {
    std::string text = "pins=" + std::string(kPinWords.at(static_cast<std::size_t>(world.pins))) +
                       " cert=" + std::string(kCertificateWords.at(static_cast<std::size_t>(world.userAuth)));
    text += world.signature ? " sig" : "";
    text += world.entry ? " entry" : "";
    text += world.onCase ? " on_case" : "";
    text += world.staffPin ? " staff_pin" : "";
    return text;
}

std::optional<Effect> effectOf(const std::string& step) {
    const auto found =
        std::ranges::find(kEffects, step, [](const auto& row) { return std::string(row.first); });
    return found == kEffects.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Result> results(const World& before, Effect effect) {
    switch (effect) {
    case Effect::Nothing:
        return {};
    case Effect::RemoveSignature:
        return {{flagged(before, &World::signature, false)}};
    case Effect::LoadSignature:
        return {{flagged(before, &World::signature, true)}};
    case Effect::Initialise: // a reference without a value reads as one at zero
    case Effect::Lock:
        return {{with(before, Pins::Locked, false)},
                {with(before, Pins::HalfLocked, before.staffPin), false},
                {with(before, Pins::HalfOpen, before.staffPin), false}};
    case Effect::SetStaffPin:
        return {{with(before, Pins::Usable, true)}, {with(before, Pins::HalfOpen, true), false}};
    case Effect::SetResidentPin:
        return {{with(before, Pins::Usable, false)}, {with(before, Pins::HalfOpen, before.staffPin), false}};
    case Effect::IssueCertificate:
        return {{with(before, Certificate::Fresh)}};
    case Effect::ReplaceCertificate: // revoked, and the new one did not come
        return {{with(before, Certificate::Fresh)}, {with(before, Certificate::None), false}};
    case Effect::Endorse:
        return {{flagged(before, &World::entry, true)}};
    case Effect::Strike:
        return {{flagged(before, &World::entry, false)}};
    case Effect::MarkCase:
        return {{flagged(before, &World::onCase, true)}};
    case Effect::ClearCase:
        return {{flagged(before, &World::onCase, false)}};
    }
    return {};
}

std::vector<World> meddled(const World& before, bool closely) {
    std::vector<World> list;
    std::vector<Pins> all{Pins::Usable, Pins::Locked, Pins::HalfOpen};
    if (closely)
        all.insert(all.end(), {Pins::HalfLocked, Pins::LastTry});
    for (const Pins pins : all)
        for (const bool signature : {false, true}) {
            World world = flagged(before, &World::signature, signature);
            if (world.pins != pins)
                world = with(world, pins, pins != Pins::Locked && world.staffPin);
            if (world != before)
                list.push_back(world);
        }
    return list;
}

std::optional<std::string> chipFact(const World& world, const std::string& fact) {
    const auto yes = [](bool is) { return is ? "yes" : "no"; };
    const bool held = world.userAuth != Certificate::None;
    if (fact == "pins_all_locked")
        return yes(world.pins == Pins::Locked);
    if (fact == "pins_all_full")
        return yes(world.pins == Pins::Usable);
    if (fact == "user_auth_locked")
        return yes(world.pins == Pins::Locked || world.pins == Pins::HalfLocked);
    if (fact == "user_auth_tries")
        return world.pins == Pins::LastTry                                    ? "1"
               : world.pins == Pins::Locked || world.pins == Pins::HalfLocked ? "0"
                                                                              : "all";
    if (fact == "sig_cert_on_card")
        return yes(world.signature);
    if (fact == "user_cert_on_card")
        return yes(held);
    if (fact == "user_cert_in_period")
        return yes(held && world.userAuth != Certificate::Expired);
    return std::nullopt;
}

std::optional<bool> seenOn(const World& world, const std::string& fact) {
    if (fact == "marked_on_face")
        return world.entry;
    return fact == "marked_on_case" ? std::optional(world.onCase) : std::nullopt;
}

Readings::Readings(lock::PinSet pins, Instant today) : pins_(std::move(pins)), today_(today) {}

chip::ChipReading Readings::read(const World& world) const {
    chip::ChipReading reading;
    reading.fingerprint = "card-of-the-case";
    reading.terminal = "counter-1";
    for (const card::NamedReference& reference : card::allReferences())
        reading.tries[std::string(reference.id)] = reference.defaultLimit;
    bool first = true; // one of the others stands for all of them
    for (const lock::SetPin& pin : pins_.pins)
        for (const lock::Target& target : pin.targets) {
            const auto all = card::allReferences();
            const auto named = std::ranges::find(all, target.where, &card::NamedReference::where);
            const bool userAuth = named->id == kUserAuthPin;
            unsigned tries = target.limit;
            if (world.locked() || (userAuth && world.pins == Pins::HalfLocked) ||
                (!userAuth && first && world.pins == Pins::HalfOpen))
                tries = 0;
            if (userAuth && world.pins == Pins::LastTry)
                tries = 1;
            first = first && userAuth;
            reading.tries[std::string(named->id)] = tries;
        }
    reading.signaturePresent = world.signature;
    reading.userAuthPresent = world.userAuth != Certificate::None;
    if (world.userAuth != Certificate::None)
        reading.userAuth = chip::CertificateFacts{
            world.userAuth == Certificate::Fresh ? "02" : "01", "OU=sample",
            world.userAuth == Certificate::Fresh ? today_ : today_ - 24h * 1000,
            world.userAuth == Certificate::Expired ? today_ - 24h : today_ + 24h * 800, std::string(64, '0')};
    return reading;
}

procedure::Evidence Readings::of(const World& world, Instant time, bool other) const {
    auto known = known_.find(world.chip());
    if (known == known_.end())
        known = known_.emplace(world.chip(), read(world)).first;
    procedure::Evidence evidence{known->second, {}};
    evidence.reading.time = time;
    if (other)
        evidence.reading.fingerprint = "card-of-somebody-else";
    return evidence;
}

procedure::Evidence Readings::unreadable(Instant time) const {
    procedure::Evidence evidence;
    evidence.reading.fingerprint = "card-of-the-case";
    evidence.reading.terminal = "counter-1";
    evidence.reading.time = time;
    return evidence;
}

} // namespace kaomado::proof
