// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace kaomado::app {

/// Where `kaomado portal` keeps its key and certificate unless --data says otherwise, and the certificate
/// that `kaomado rehearse --portal URL` trusts.
std::filesystem::path defaultPortalFolder();
std::filesystem::path defaultPortalCertificate();

} // namespace kaomado::app
