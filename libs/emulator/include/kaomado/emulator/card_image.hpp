// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"
#include "kaomado/card/names.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kaomado::emulator {

enum class FileKind { Transparent, Records, Reference, PrivateKey, PublicKey };

/// What a reference's value may be. @source SRC-CARD-REFERENCES
struct ValueForm {
    unsigned min = 1, max = 16; ///< characters
    bool password = false;      ///< A–Z and 0–9, at least one of each; otherwise digits
    bool accepts(ByteView value) const;
};

/// The command with which the holder changes a reference after presenting it.
enum class ChangeCommand { None, ChangeReferenceData, ChangeKey };

/// Which command uses a private key: 80 2A on the selected key or by short id, 80 2A xx 00, 00 88.
enum class KeyUse { Signature, Internal, Authentication };

/// In `CardFile::opensBy`: nothing that a reader can do opens the file.
inline constexpr card::FileId kNever = 0xFFFF;

/// The internal key of VISUAL has no publicly known file id. It is kept under an id that no SELECT reaches.
inline constexpr card::FileId kVisualInternalKey = 0x0000;

/// One elementary file. What a kind does not use stays empty.
struct CardFile {
    FileKind kind = FileKind::Transparent;
    /// Transparent: as stored, filler FF included. PrivateKey: RSA-2048 as PKCS #8 DER, empty = no key.
    /// PublicKey: key id (16) and public key as in a card-verifiable certificate (265), empty = no key.
    Bytes content;
    std::vector<Bytes> records; ///< Records
    /// Any one of these references (same application) opens it; empty = free. A PublicKey stands for a
    /// terminal authenticated under it.
    std::vector<card::FileId> opensBy;
    SecretBytes value;  ///< Reference: what VERIFY must present; empty = never set
    unsigned limit = 0; ///< Reference: tries after a success, 0…15
    unsigned tries = 0; ///< Reference: tries left now
    bool exists = true; ///< false: SELECT answers 6A82 (a removed certificate keeps its place)
    ValueForm form;     ///< Reference
    ChangeCommand changedBy = ChangeCommand::None; ///< Reference
    KeyUse use = KeyUse::Signature;                ///< PrivateKey
};

enum class Lifecycle { Initialisation, Operational };

/// What goes wrong, for scenarios and trainers. Commands are counted from 1 since the card was inserted or
/// reset.
struct CardFaults {
    std::chrono::microseconds answerDelay{0};
    std::optional<unsigned> muteAfter;      ///< no answer at all after n commands
    std::optional<unsigned> powerLostAfter; ///< executes command n, then loses power before answering
    std::map<unsigned, std::uint16_t> wrongStatusWords; ///< command n is executed; this is its whole answer
    bool t0FifthByte = false; ///< commands of four bytes arrive with a fifth byte 00
};

struct CardSettings {
    std::uint16_t blockedStatus = 0x6984; ///< VERIFY on a blocked reference; the query always says 63C0
    bool admin = false;                   ///< answer to the administrative AID (docs/emulator-admin.md)
    bool terminalAuthentication = false;  ///< user authentication without PIN at an approved terminal
    CardFaults faults;
};

/// A whole My Number card as data: files, keys, counters, life-cycle. Moved, never copied: it holds secrets.
class CardImage {
public:
    CardImage() = default;
    CardImage(const CardImage&) = delete;
    CardImage& operator=(const CardImage&) = delete;
    CardImage(CardImage&&) noexcept = default;
    CardImage& operator=(CardImage&& other) noexcept;
    ~CardImage();

    /// Every file of the standard layout (libs/emulator/data/layout.json) with its access conditions and
    /// limits; references have no value and no try, certificates and keys do not exist.
    static CardImage blank();

    /// Reads the card file format "kaomado-card/1" (docs/emulator.md). Unknown and repeated keys are refused.
    /// @throws Error Fault::FileMalformed naming place and remedy; `name` appears in the message
    static CardImage parse(std::string_view json, std::string_view name);
    /// @throws Error Fault::FileMissing, Fault::FileMalformed
    static CardImage load(const std::filesystem::path& path);
    /// The card file: holds PINs and private keys in the clear, so only its owner may read it. Written with
    /// replaceFile (old or new, never half). @throws Error Fault::Storage
    void save(const std::filesystem::path& path) const;
    SecretBytes toJson() const;

    /// Null when the card has no such file.
    CardFile* find(card::App app, card::FileId file);
    const CardFile* find(card::App app, card::FileId file) const;
    /// @throws Error Fault::Internal when the card has no such file
    CardFile& at(card::App app, card::FileId file);

    /// Sets a reference's value and gives it all its tries.
    /// @throws Error Fault::BadInput when the value does not have the reference's form; Fault::Internal when
    /// there is no such reference
    void setReference(const card::Reference& where, std::string_view value);
    /// No value, no try: "not set". @throws Error Fault::Internal when there is no such reference
    void clearReference(const card::Reference& where);

    /// The 15 digits at the start of the card information record (COMMON 0001); empty while there is none.
    std::string serial() const;

    Bytes atr;
    Lifecycle lifecycle = Lifecycle::Operational;
    CardSettings settings;
    std::map<std::uint16_t, Bytes> dataObjects; ///< GET DATA before any application is selected
    SecretBytes issuerKey; ///< 16 bytes AES for the administrative commands; empty = none
    unsigned issuerTries = 10;
    std::map<std::pair<card::App, card::FileId>, CardFile> files;
};

} // namespace kaomado::emulator
