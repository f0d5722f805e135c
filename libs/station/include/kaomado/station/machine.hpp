// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/station/run.hpp"

#include <chrono>
#include <variant>

namespace kaomado::station {

// ── What happens at a station ─────────────────────────────────────────────────────────────────────────────

/// What the self-test found; also later, when somebody pulls the camera's plug.
struct Equipped {
    bool camera, staff;
};
struct CardPlaced {
    std::string runId;
};
enum class Chip { MyNumberCard, Foreign, Unstable };
struct ChipAnswered {
    Chip chip = Chip::MyNumberCard;
    bool pinUsable = false;                  ///< asked without spending a try
    bool faceItemsUsable = true;             ///< 券面事項確認AP is not locked
    std::optional<unsigned> codeTriesLeft{}; ///< none: the chip does not say
};
/// 照合番号B from the camera or from the keys; the value goes to whoever reads the photo.
struct CodeRead {
    bool certain = true;   ///< every digit read clearly, and a date that exists
    bool backSide = false; ///< the picture was of the back, and is gone
};
struct CodeRefused {};
struct PhotoTaken {
    Photo photo;
};
/// Its internal authentication failed.
struct ChipIsForged {};
/// By the holder. Visual: 「係員を呼ぶ」.
struct MethodChosen {
    Method method;
};
/// A picture that the gates let through (Notice::None), or what the holder should change.
struct PictureTaken {
    Notice advice = Notice::None;
};
struct Compared {
    bool same, alive;
};
struct PinTried {
    bool right;
    unsigned triesLeft;
};
/// At the console, whatever the holder's screen shows.
struct StaffStarts {};
struct StaffSignedIn {
    std::string staff; ///< own id
    bool passwordRight;
};
struct StaffDecided {
    bool samePerson;
    Mark mark;
    std::string reason; ///< a word of the list; empty is no decision
};
struct CardSigned {
    bool done;
};
/// None: nobody could say. That is an outage, not a valid certificate.
struct CertificateChecked {
    std::optional<Certificate> found;
};
struct Answered {
    std::string runId;
    Answer answer;
};
struct RegisterChosen {
    bool yes;
};
struct ConsentChosen {
    std::map<std::string, Decision> items;
};
struct ResultWritten {
    bool done;
};
struct NoteChosen {};
struct Touched {};
struct CardRemoved {};
/// Time goes by; at least once a second.
struct Tick {};

using Input =
    std::variant<Equipped, CardPlaced, ChipAnswered, CodeRead, CodeRefused, PhotoTaken, ChipIsForged,
                 MethodChosen, PictureTaken, Compared, PinTried, StaffStarts, StaffSignedIn, StaffDecided,
                 CardSigned, CertificateChecked, Answered, RegisterChosen, ConsentChosen, ResultWritten,
                 NoteChosen, Touched, CardRemoved, Tick>;

// ── The station ───────────────────────────────────────────────────────────────────────────────────────────

/// Whether an item of information is asked about. An institution may switch one off.
struct ConsentItem {
    std::string id; ///< "health_check", "medication", "operation" …
    bool asked = true;
};

/// Times and numbers of the station; the defaults are the ones that we measured nothing against yet.
struct Settings {
    std::vector<ConsentItem> items{{"health_check"}, {"medication"}, {"operation"}};
    unsigned codeTries = 2, faceAttempts = 3, spoofs = 2, queries = 2, passwordMisses = 5;
    unsigned codeTriesToSpare = 5; ///< with no more left on the card only staff try
    std::chrono::seconds attempt{8}, warning{60}, giveUp{90}, answer{10}, passwordPause{300}, remind{10},
        rewrite{10}, keepResult{300};
};

struct Station {
    Placement run;
    bool camera = true, staff = true;
    bool cardThere = false;
    std::string
        nextRun; ///< of a card that was placed while the result of the last one was still being written
    unsigned passwordMisses = 0;
    std::optional<Instant> passwordLockedUntil;
    friend bool operator==(const Station&, const Station&) = default;
};

struct Stepped {
    Station station;
    std::vector<Effect> effects; ///< in this order
};

/// What the station becomes by an input, and what is to be done. An input that does not belong to the state
/// changes nothing: a crafted request, a late answer, one of another run. Without I/O; never waits.
/// @source E-001 … E-061 of the station's scenarios @thread any
Stepped step(Station station, const Input& input, Instant now, const Settings& settings);

/// Whether the face may be offered, the PIN, and 目視: by the chip and the photo, not by the kind of card.
bool faceOffered(const Station& station);
bool pinOffered(const Station& station);
bool visualOffered(const Station& station);

/// 「顔認証」 was seen on the card or its case, and the chip agrees (R-MED-04, R-CARD-14).
bool knownAsFaceAuth(const Placement& run);

/// What is kept of a run (R-MED-07): how, when, by whom, with which end. Nothing of the person.
struct RunRecord {
    std::string runId;
    State end;
    std::optional<Method> method;
    std::string staff, reason;
    std::optional<Instant> identifiedAt;
    Instant begun{};
    friend bool operator==(const RunRecord&, const RunRecord&) = default;
};
RunRecord recordOf(const Placement& run);

} // namespace kaomado::station
