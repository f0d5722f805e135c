// SPDX-License-Identifier: Apache-2.0
#include "kaomado/portal/link.hpp"

#include "kaomado/base/error.hpp"

namespace kaomado::portal {

Bytes DirectLink::noWire() {
    return toBytes("no wire");
}

} // namespace kaomado::portal
