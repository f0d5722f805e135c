// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cairo_surface.hpp"

namespace kaomado::training {

/// JP2 container, one component of 8 bits, about `bytes` large. @throws Error Fault::Internal
Bytes encodeJp2(const GreyPicture& picture, std::size_t bytes);

} // namespace kaomado::training
