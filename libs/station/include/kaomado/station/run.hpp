// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kaomado::station {

/// Where one placement of a card stands. Of the states that only pass something on there is none.
enum class State {
    OutOfService,    ///< neither a camera nor staff: nobody could be identified
    Idle,            ///< waits for a card
    CardDetected,    ///< a card lies there, its chip has not answered yet
    CodeEntry,       ///< 照合番号B is being read from the face of the card, or typed
    CodeDoubtful,    ///< it is asked for again: read badly, or one try was wrong
    PhotoRead,       ///< the chip is asked for the photo, and proves that it is genuine
    MethodSelect,    ///< face, PIN where the chip allows one, or staff
    FaceCapture,     ///< the camera is on
    FaceMatch,       ///< a picture is compared with the chip's photo
    FaceRetry,       ///< what to change, before the next attempt
    PinEntry,        ///< cards with a usable PIN only
    VisualRequested, ///< staff are called
    VisualDecide,    ///< a member of staff, known by own id, compares
    CardAuth,        ///< identified; the card signs the service's challenge
    CertCheck,       ///< the service checks chain, period, revocation
    Eligibility,     ///< the service is asked
    RegisterOffer,   ///< 初回登録, yes or no
    Consent,         ///< which information may be seen
    Deliver,         ///< the result is written for the receipt computer
    RemoveCard,      ///< done
    Outage,          ///< no answer: staff may note the four items
    RecordFourItems, ///< noted
    Help,            ///< the desk helps, with another way
    CardError,
    CertRejected,
    IdentityRefused,
    Cancelled,
};
std::string_view nameOf(State state);

/// How the holder was identified (R-CARD-01, R-MED-01).
enum class Method { Face, Pin, Visual };
std::string_view nameOf(Method method);

/// What a screen says besides its state. Each has a text in data/notices.json.
enum class Notice {
    None,
    // the card
    TakeOutOfCover,
    NotMyNumberCard,
    NotGenuine,
    FaceItemsLocked,
    TurnOver,
    RetypeCode,
    FewTriesLeft,
    NoPhoto,
    PhotoTooPoor,
    // the face
    MoreLight,
    TakeOffMask,
    OnePersonOnly,
    FaceNotSeen,
    ComeCloser,
    HoldStill,
    NotTheSameFace,
    NotAlive,
    CameraMissing,
    // the way
    WorksByFace,
    PinWrong,
    PinBlocked,
    StaffOnTheWay,
    PleaseWait,
    StaffRefused,
    // the certificate and the answer
    CertificateEnding,
    CertificateInGrace,
    CertificateEnded,
    CertificateRevoked,
    ServiceSilent,
    NotRegistered,
    AskInsurer,
    DeliveryFailed,
    // the end
    StillThere,
    TouchToGoOn,
    TookTooLong,
    CardTaken,
};
std::string_view nameOf(Notice notice);

/// 「顔認証」 on the card (R-MED-04): seen by staff; it decides nothing, the chip does.
enum class Mark { NotLooked, None, OnTheColumn, OnTheCase };

enum class Photo { Good, Poor, None };

/// The certificate as the service found it: Ending soon, or ended and in the Grace time in which it counts.
enum class Certificate { Valid, Ending, Grace, Ended, Revoked };

/// 1–5 of the answer. 4 and 5 are not the same as being uninsured.
enum class Validity { Valid = 1, Invalid = 2, Changed = 3, Lagging = 4, Several = 5 };

/// What of an answer decides the further way. The answer itself stays with the eligibility service's client.
struct Answer {
    bool registered = true;
    Validity validity = Validity::Valid;
    bool informationAllowed = true; ///< false in the grace time and for coverage without it
    friend bool operator==(const Answer&, const Answer&) = default;
};

/// Refused is the holder's word; NotAsked is everything else, e.g. an item that the institution switched off.
enum class Decision { NotAsked, Given, Refused };

/// Work that the machine wants done by what surrounds it.
enum class Effect {
    ReadPhoto, ///< with the code that was just entered; once
    StartCamera,
    StopCamera,
    Compare, ///< the picture that passed the gates with the photo
    CallStaff,
    MakeCardSign, ///< after the device has proved itself to the card
    CheckCertificate,
    AskEligibility,
    Register,
    StoreConsent,
    MarkUndelivered, ///< the consent at the service was for nothing
    WriteResult,
    NoteFourItems,
    RaiseAlarm,
    SoundUntilRemoved,
    WipeRun, ///< photo, pictures, templates, code, answer
};
std::string_view nameOf(Effect effect);

/// A run: one placement of one card. Holds no image, name, number or code.
struct Placement {
    std::string id; ///< random, not made from anything of the person; empty when no card lies there
    State state = State::Idle;
    Notice notice = Notice::None;
    bool pinUsable = false; ///< by the chip's own word; a 顔認証 card has none
    Mark mark = Mark::NotLooked;
    Photo photo = Photo::None;
    unsigned codeTries = 0; ///< that were spent, as far as this run knows
    unsigned faceAttempts = 0;
    unsigned spoofs = 0; ///< pictures that looked like no living person
    unsigned queries = 0;
    std::optional<Method> method; ///< none: not identified
    std::string staff;            ///< who confirmed; visual only
    std::optional<Instant> identifiedAt;
    std::string reason; ///< of staff: why visual, or why not
    std::optional<Certificate> certificate;
    std::optional<Answer> answer;
    std::map<std::string, Decision> consents; ///< by item
    bool consentStored = false;
    bool cardGone = false; ///< taken while its result was being written
    Instant begun{}, entered{}, touched{}, reminded{};
    friend bool operator==(const Placement&, const Placement&) = default;
};

} // namespace kaomado::station
