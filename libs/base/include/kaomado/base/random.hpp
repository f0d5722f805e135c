// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

namespace kaomado {

/// Bytes from the operating system's generator. @throws Error Fault::Internal when it has none
Bytes randomBytes(std::size_t count);

} // namespace kaomado
