// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <array>
#include <optional>

namespace kaomado::card {

/// The card's applications. @source SRC-CARD-AID
enum class App { Jpki, Text, Visual, Juki, Common };

inline constexpr std::size_t kAidBytes = 10;
std::array<std::uint8_t, kAidBytes> aidOf(App app);
/// "JPKI", "TEXT", "VISUAL", "JUKI", "COMMON": the names in data files and JSON.
std::string_view nameOf(App app);
std::optional<App> appNamed(std::string_view name);
inline constexpr std::array kAllApps{App::Jpki, App::Text, App::Visual, App::Juki, App::Common};

/// Elementary files are named by two bytes; all lie in 0001–001E, so the low five bits are the short id.
using FileId = std::uint16_t;
constexpr std::uint8_t shortIdOf(FileId file) {
    return static_cast<std::uint8_t>(file & 0x1FU);
}

/// Every file we name, once. @source SRC-CARD-FILES (card.md §3)
namespace file {
// JPKI
inline constexpr FileId kSignatureCertificate = 0x0001, kSignatureCa = 0x0002, kTokenInfo = 0x0006,
                        kCertificatePresence = 0x0008, kUserAuthCertificate = 0x000A, kUserAuthCa = 0x000B,
                        kTerminalTrustAnchor = 0x0016, kUserAuthKey = 0x0017, kUserAuthPin = 0x0018,
                        kSignatureKey = 0x001A, kSignaturePassword = 0x001B;
// TEXT
inline constexpr FileId kTextNumber = 0x0001, kTextAttributes = 0x0002, kTextSignature = 0x0003,
                        kTextCvCertificate = 0x0004, kTextBasicInfo = 0x0005, kTextMessagingKey = 0x0006,
                        kTextInternalKey = 0x0007, kTextPin = 0x0011, kTextUnnamed = 0x0012,
                        kTextInternalPrivateKey = 0x0013, kTextNumberA = 0x0014, kTextNumberB = 0x0015;
// VISUAL
inline constexpr FileId kVisualAge = 0x0001, kVisualFace = 0x0002, kVisualBasicInfo = 0x0003,
                        kVisualCvCertificate = 0x0004, kVisualNumber = 0x0005, kVisualFiller = 0x0006,
                        kVisualBirthKey = 0x0011, kVisualNumberB = 0x0012, kVisualNumberA = 0x0013;
// JUKI and COMMON
inline constexpr FileId kKeyId = 0x0002, kHolderPin = 0x001C;
inline constexpr FileId kCommonCardInfo = 0x0001, kCommonInternalKey = 0x0019;
} // namespace file

/// A key reference: where it lives.
struct Reference {
    App app;
    FileId file;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend constexpr auto operator<=>(const Reference&, const Reference&) = default;
};

/// "JUKI/001C", as documents and screens call a reference.
std::string placeOf(const Reference& where);

/// Every key reference of the card that a reading reports, in the order it is read.
/// @source SRC-CARD-REFERENCES (card.md §2)
struct NamedReference {
    Reference where;
    std::string_view id;   ///< stable identifier, e.g. "user_auth_pin", "jukiap_pin@JUKI"
    unsigned defaultLimit; ///< retry limit of an issued card
};
std::span<const NamedReference> allReferences();

} // namespace kaomado::card
