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

enum class FileKind { Transparent, Records, Reference, PrivateKey };

/// One elementary file. What a kind does not use stays empty.
struct CardFile {
    FileKind kind = FileKind::Transparent;
    Bytes content;                     ///< Transparent: as stored, filler FF included. PrivateKey: PKCS #8 DER, empty = no key
    std::vector<Bytes> records;        ///< Records
    std::vector<card::FileId> opensBy; ///< any one of these references (same application) opens it; empty = free
    SecretBytes value;                 ///< Reference: what VERIFY must present; empty = never set
    unsigned limit = 0;                ///< Reference: tries after a success
    unsigned tries = 0;                ///< Reference: tries left now
    bool exists = true;                ///< false: SELECT answers 6A82 (a removed certificate keeps its place)
};

enum class Lifecycle { Initialisation, Operational };

/// What goes wrong, for scenarios and trainers. Counts are commands since the card was inserted or reset.
struct CardFaults {
    std::chrono::microseconds answerDelay{0};
    std::optional<unsigned> muteAfter;                             ///< no answer at all after n commands
    std::optional<unsigned> powerLostAfter;                        ///< executes command n, then loses power before answering
    std::map<unsigned, std::uint16_t> wrongStatusWords;            ///< command number → status word given instead
    bool t0FifthByte = false;                                      ///< case-1 commands arrive with a fifth byte 00
};

struct CardSettings {
    std::uint16_t blockedStatus = 0x6984; ///< VERIFY on a blocked reference; the query always says 63C0
    bool admin = false;                   ///< answer to the administrative AID (card.md §9)
    bool terminalAuthentication = false;  ///< PIN-less user authentication (card.md §8)
    CardFaults faults;
};

/// A whole My Number card as data: files, keys, counters, life-cycle. Moved, never copied: it holds secrets.
class CardImage {
public:
    /// Every file of the standard layout (libs/emulator/data/layout.json) with its access conditions and limits;
    /// references have no value and no try, certificates and keys do not exist.
    static CardImage blank();

    /// @throws Error Fault::FileMalformed naming place and remedy; `name` appears in the message
    static CardImage parse(std::string_view json, std::string_view name);
    /// @throws Error Fault::FileMissing, Fault::FileMalformed
    static CardImage load(const std::filesystem::path& path);
    /// The card file: holds PINs and private keys in the clear. Written with replaceFile (old or new, never half).
    void save(const std::filesystem::path& path) const;
    SecretBytes toJson() const;

    CardFile* find(card::App app, card::FileId file);
    const CardFile* find(card::App app, card::FileId file) const;
    /// @throws Error Fault::Internal when the layout has no such file
    CardFile& at(card::App app, card::FileId file);

    /// Sets a reference's value and gives it all its tries.
    void setReference(const card::Reference& where, std::string_view value);
    /// No value, no try: "not set".
    void clearReference(const card::Reference& where);

    Bytes atr;
    Lifecycle lifecycle = Lifecycle::Operational;
    CardSettings settings;
    std::map<std::uint16_t, Bytes> dataObjects; ///< GET DATA before any application is selected
    SecretBytes issuerKey;                      ///< 16 bytes AES for the administrative commands; empty = none
    unsigned issuerTries = 10;
    std::map<std::pair<card::App, card::FileId>, CardFile> files;
};

} // namespace kaomado::emulator
