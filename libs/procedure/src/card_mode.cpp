// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/era.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/engine.hpp"

#include <algorithm>
#include <array>

namespace kaomado::procedure {

std::string_view nameOf(CardMode mode) {
    constexpr std::array<std::string_view, 5> kNames{"normal", "face_auth", "face_auth_case_marked",
                                                     "transitional", "inconsistent"};
    return kNames.at(static_cast<std::size_t>(mode));
}

CardMode cardMode(const CardModeInputs& in) {
    if (!in.markedOnFace && !in.markedOnCase)
        return CardMode::Normal; // locked or not: R-CARD-14
    if (!in.allLocked)
        return in.releaseOpen ? CardMode::Transitional : CardMode::Inconsistent;
    if (in.signatureCertificate)
        return CardMode::Inconsistent;
    if (in.markedOnFace)
        return CardMode::FaceAuth;
    return in.reissuePending ? CardMode::FaceAuthCaseMarked : CardMode::Inconsistent;
}

std::string entryText(const Rulebook& rulebook, std::string_view id, Date day, std::string_view office) {
    const auto entry = std::ranges::find(rulebook.entries, id, &EntryText::id);
    if (entry == rulebook.entries.end())
        throw Error(Fault::BadInput, "no text for the endorsement field is named so");
    std::string text = entry->layout;
    for (const auto& [mark, value] : {std::pair<std::string, std::string>{"{date}", toEraText(day)},
                                      {"{seal}", std::string(office) + "印"}})
        if (const auto at = text.find(mark); at != std::string::npos)
            text.replace(at, mark.size(), value);
    return text;
}

} // namespace kaomado::procedure
