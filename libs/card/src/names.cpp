// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/names.hpp"

namespace kaomado::card {

namespace {
struct AppRow {
    App app;
    std::string_view name;
    std::array<std::uint8_t, kAidBytes> aid;
};
// @source SRC-CARD-AID (card.md §1)
constexpr std::array<AppRow, 5> kApps{{
    {App::Jpki, "JPKI", {0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01}},
    {App::Text, "TEXT", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08}},
    {App::Visual, "VISUAL", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02}},
    {App::Juki, "JUKI", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01}},
    {App::Common, "COMMON", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00}},
}};

// @source SRC-CARD-REFERENCES (card.md §2): limits 3/3/3/3/5/10/10, TEXT 0012 arrives blocked
constexpr NamedReference kReferences[] = {
    {{App::Jpki, file::kUserAuthPin}, "user_auth_pin", 3},
    {{App::Jpki, file::kSignaturePassword}, "signature_password", 5},
    {{App::Text, file::kTextPin}, "profile_ap_pin", 3},
    {{App::Text, file::kTextUnnamed}, "text_0012", 0},
    {{App::Text, file::kTextNumberA}, "verification_number_a@TEXT", 10},
    {{App::Text, file::kTextNumberB}, "verification_number_b@TEXT", 10},
    {{App::Visual, file::kVisualBirthKey}, "birth_date_key", 10},
    {{App::Visual, file::kVisualNumberB}, "verification_number_b@VISUAL", 10},
    {{App::Visual, file::kVisualNumberA}, "verification_number_a@VISUAL", 10},
    {{App::Juki, file::kHolderPin}, "jukiap_pin@JUKI", 3},
    {{App::Common, file::kHolderPin}, "jukiap_pin@COMMON", 3},
};
} // namespace

std::array<std::uint8_t, kAidBytes> aidOf(App app) {
    return kApps.at(static_cast<std::size_t>(app)).aid;
}

std::string placeOf(const Reference& where) {
    const std::array<std::uint8_t, 2> file{static_cast<std::uint8_t>(where.file >> 8U),
                                           static_cast<std::uint8_t>(where.file)};
    return std::string(nameOf(where.app)) + "/" + toHex(file);
}

std::string_view nameOf(App app) {
    return kApps.at(static_cast<std::size_t>(app)).name;
}

std::optional<App> appNamed(std::string_view name) {
    for (const AppRow& row : kApps)
        if (row.name == name)
            return row.app;
    return std::nullopt;
}

std::span<const NamedReference> allReferences() {
    return kReferences;
}

} // namespace kaomado::card
