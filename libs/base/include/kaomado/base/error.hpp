// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado {

/// What went wrong, as far as a caller or a clerk can act on it. A card's "no" (wrong PIN, no such file) is
/// an answer, not a fault. Names, causes and remedies: libs/base/data/faults.json, shown in docs/faults.md
/// (CI compares them).
enum class Fault {
    BadInput,           // a value given by a person or program cannot be used
    PcscUnavailable,    // the PC/SC service does not answer
    ReaderMissing,      // no reader, or none of that name
    ReaderGone,         // the reader vanished during work
    CardMissing,        // no card on the reader
    CardRemoved,        // the card left during work
    CardBusy,           // another program holds the card
    CardMute,           // the card is there and does not answer
    CardProtocol,       // the card answered what no document allows
    CardUnreadable,     // what the card holds cannot be understood
    CardUnidentified,   // the card does not tell its serial number
    NotMyNumberCard,    // some other card
    WrongCard,          // a My Number card, but not the one expected
    PinStateUnreadable, // a reference does not report its tries
    SignatureOnCard,    // the signature certificate must come off before the lock
    TriesTooFew,        // another try could lock the reference
    FileMissing,        // a file is not there or not readable
    FileMalformed,      // a file is there and cannot be understood
    RulebookInvalid,    // the rulebook breaks its schema
    Storage,            // the database refused or failed
    StorageConflict,    // somebody else wrote first
    StorageUnknown,     // nobody can say whether it was written
    StorageTampered,    // the stored log does not fit its hashes
    SignatureInvalid,   // a signature does not verify
    CertificateInvalid, // chain, period or revocation
    CertificateRevoked, // OCSP says so
    RevocationUnknown,  // nobody credible says whether it is revoked
    TerminalRefused,    // the integrated terminal refused an operation
    PortalDown,         // nobody answers at the portal's address
    PortalSlow,         // it does not answer in time
    PortalUntrusted,    // its certificate is not the one expected
    PortalProtocol,     // it answers what no document allows
    PortalRefused,      // it does not do what was asked
    ChallengeReplayed,  // a login with a challenge that was used, or is too old
    NetworkUnavailable, // a port cannot be opened or reached
    Configuration,      // a setting is wrong
    Internal,           // a defect of ours
};

/// The one exception class. what() is for the log and the developer, never shown to a resident; it carries no
/// PIN, no individual number and no personal data.
class Error final : public std::exception {
public:
    Error(Fault fault, std::string detail) : fault_(fault), detail_(std::move(detail)) {}

    Fault fault() const noexcept { return fault_; }
    const char* what() const noexcept override { return detail_.c_str(); }

private:
    Fault fault_;
    std::string detail_;
};

enum class Language { Japanese, English };

/// Language of messages by LC_ALL, LC_MESSAGES, LANG: Japanese unless one of them names another language;
/// "C" and "POSIX" name none.
Language languageOfEnvironment();

/// The stable code of a fault, e.g. "card-removed"; used in JSON and as the anchor in docs/faults.md.
std::string_view faultCode(Fault fault);

/// What happened and what to do, for counter staff.
struct FaultText {
    std::string title, cause, remedy;
};
const FaultText& faultText(Fault fault, Language language);

/// Every fault, in the order of the enum.
const std::vector<Fault>& allFaults();

} // namespace kaomado
