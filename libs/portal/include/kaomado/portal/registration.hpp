// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <optional>
#include <string_view>

namespace kaomado::portal {

/// The three ways to the registration (健康保険証利用登録). @source SRC-GUIDELINE (rules R-INS-13 … R-INS-25)
enum class Variant {
    NewCardOrCertificate, ///< ① ③: staff with a provisional PIN, the applicant at the counter
    CardByPost,           ///< ②: staff, the applicant is not there
    SwitchOfCard,         ///< ④: the applicant with the known PIN, or staff with a provisional one
};
/// "new_card_or_certificate", …: stable, in JSON and data/portal.json.
std::string_view nameOf(Variant variant);
std::optional<Variant> variantNamed(std::string_view name);

enum class OperatedBy { Staff, Applicant };
std::string_view nameOf(OperatedBy who);
std::optional<OperatedBy> operatedByNamed(std::string_view name);

/// What the applicant agreed to on paper (R-INS-01, R-INS-02); needed when staff operates the portal.
struct Consent {
    bool login = false, registration = false;
    bool termsAgreed = false;
    Date termsVersion{}; ///< of the terms that were shown
};

/// One registration asked for. Names nobody: who it is for, the certificate of the login says.
struct Registration {
    Variant variant = Variant::SwitchOfCard;
    OperatedBy operatedBy = OperatedBy::Staff;
    bool applicantPresent = false;
    bool secondOfficer = false;       ///< attends besides the one who registers (R-INS-16)
    std::optional<Consent> consent{}; ///< none when the applicant agrees to the terms at the portal itself
};

} // namespace kaomado::portal
