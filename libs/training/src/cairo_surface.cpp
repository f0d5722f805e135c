// SPDX-License-Identifier: Apache-2.0
#include "cairo_surface.hpp"

#include "kaomado/base/error.hpp"

#include <cstddef>
#include <cstring>

namespace kaomado::training {

namespace {
void require(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw Error(Fault::Internal, std::string("Cairo: ") + cairo_status_to_string(status));
}
} // namespace

SurfacePtr newSurface(cairo_format_t format, int width, int height) {
    SurfacePtr surface{cairo_image_surface_create(format, width, height)};
    require(cairo_surface_status(surface.get()));
    return surface;
}

ContextPtr contextOf(const SurfacePtr& surface) {
    ContextPtr context{cairo_create(surface.get())};
    require(cairo_status(context.get()));
    return context;
}

GreyPicture toGrey(const SurfacePtr& surface) {
    cairo_surface_flush(surface.get());
    GreyPicture picture{
        cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get()), {}};
    const unsigned char* rows = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel,
                        rows + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4,
                        sizeof pixel);
            const std::uint32_t grey =
                ((pixel >> 16U & 0xFFU) * 299U + (pixel >> 8U & 0xFFU) * 587U + (pixel & 0xFFU) * 114U) /
                1000U;
            picture.pixels.push_back(static_cast<std::uint8_t>(grey));
        }
    }
    return picture;
}

} // namespace kaomado::training
