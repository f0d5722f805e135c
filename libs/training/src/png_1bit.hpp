// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cairo_surface.hpp"

namespace kaomado::training {

/// PNG of one bit per pixel: light pixels white, dark ones black. @throws Error Fault::Internal
Bytes encodePng1Bit(const GreyPicture& picture);

} // namespace kaomado::training
