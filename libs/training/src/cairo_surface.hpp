// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <cairo.h>

#include <memory>

namespace kaomado::training {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, DestroySurface>;
using ContextPtr = std::unique_ptr<cairo_t, DestroyContext>;

/// @throws Error Fault::Internal when Cairo cannot
SurfacePtr newSurface(cairo_format_t format, int width, int height);
ContextPtr contextOf(const SurfacePtr& surface);

/// A grey picture, one byte per pixel, row by row.
struct GreyPicture {
    int width = 0, height = 0;
    Bytes pixels;
};
/// Luminance of an RGB24 or ARGB32 surface (ITU-R BT.601).
GreyPicture toGrey(const SurfacePtr& surface);

} // namespace kaomado::training
