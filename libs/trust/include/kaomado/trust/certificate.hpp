// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/clock.hpp"

#include <optional>
#include <string>

namespace kaomado::trust {

/// 利用者証明用電子証明書 and 署名用電子証明書.
enum class CertificateKind { UserAuth, Signature };
inline constexpr CertificateKind kAllKinds[] = {CertificateKind::UserAuth, CertificateKind::Signature};
/// "userAuth", "signature": the names in data files and JSON.
std::string_view nameOf(CertificateKind kind);

/// What a signature certificate says about its holder; a user authentication certificate says none of it.
/// @source SRC-CARD-FILES (card.md §3.1)
struct Holder {
    std::string name;             ///< UTF-8, parts separated by U+3000
    std::string nameSubstitution; ///< one digit per character of the name: 0 as registered, 1 substituted
    char sex = '0';               ///< JIS X 0303: 1 male, 2 female, 9 not applicable, 0 unknown
    Date birth{};
    std::string address;
    std::string addressSubstitution;
};

/// Empty for a certificate that names no holder. @throws Error Fault::CardUnreadable when it is not an X.509
/// certificate or its holder's birth date is none
std::optional<Holder> readHolder(ByteView der);

} // namespace kaomado::trust
