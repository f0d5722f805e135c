// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/lock/pin_set.hpp"
#include "kaomado/procedure/case.hpp"

#include <map>
#include <vector>

namespace kaomado::proof {

/// The four-digit PINs of a card, as far as any rule tells cards apart.
enum class Pins : std::uint8_t {
    Usable,     ///< every reference has all its tries
    Locked,     ///< every one at zero
    HalfLocked, ///< user authentication at zero, another not
    HalfOpen,   ///< user authentication has all its tries, another is at zero
    LastTry     ///< user authentication has one try left
};
/// The user authentication certificate. Fresh: valid from today.
enum class Certificate : std::uint8_t { None, Expired, Valid, Fresh };

/// A card as it truly is, whatever anybody has read or said of it.
struct World {
    Pins pins = Pins::Usable;
    Certificate userAuth = Certificate::Valid;
    bool signature = false; ///< a signature certificate is on it
    bool entry = false;     ///< 「顔認証」 on its face, not struck
    bool onCase = false;    ///< 「顔認証」 on its case
    bool staffPin = false;  ///< its PINs were set by staff and are live
    friend bool operator==(const World&, const World&) = default;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(const World&, const World&) = default;

    bool marked() const { return entry || onCase; }
    /// What a reading can tell of it.
    World chip() const { return {pins, userAuth, signature, false, false, false}; }
    bool locked() const { return pins == Pins::Locked; }
};
/// "pins=locked cert=valid sig entry"
std::string textOf(const World& world);

/// What work the steps of procedure.md §3.1 do on a card.
enum class Effect {
    Nothing,
    RemoveSignature,
    LoadSignature,
    Initialise,
    SetStaffPin,
    SetResidentPin,
    Lock,
    IssueCertificate,
    ReplaceCertificate,
    Endorse,
    Strike,
    MarkCase,
    ClearCase
};
/// By the identifier of a step of steps.yaml; nothing when it is not known here.
std::optional<Effect> effectOf(const std::string& step);

/// One way in which work can come out, besides not being done at all.
struct Result {
    World world;
    bool whole = true;
};
/// The whole work first, then what is left when it is torn apart.
std::vector<Result> results(const World& before, Effect effect);

/// What somebody else may do to the chip of a card when nobody looks: any state of the PINs, a signature
/// certificate gone or come. `closely`: PINs that are neither all usable nor all locked are told apart.
std::vector<World> meddled(const World& before, bool closely);

/// What a fact of the chip (facts.yaml) is of such a card, in the engine's words; nothing when it is not
/// known here.
std::optional<std::string> chipFact(const World& world, const std::string& fact);

/// What a person sees on such a card and its case, if the fact is of that kind.
std::optional<bool> seenOn(const World& world, const std::string& fact);

/// What a reading of such cards says. @thread one
class Readings {
public:
    Readings(lock::PinSet pins, Instant today);
    /// Everything readable; of the case's own card unless `other`.
    procedure::Evidence of(const World& world, Instant time, bool other = false) const;
    /// Its number only.
    procedure::Evidence unreadable(Instant time) const;

private:
    chip::ChipReading read(const World& world) const;

    lock::PinSet pins_;
    Instant today_;
    mutable std::map<World, chip::ChipReading> known_;
};

} // namespace kaomado::proof
