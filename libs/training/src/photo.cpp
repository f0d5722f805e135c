// SPDX-License-Identifier: Apache-2.0
#include "kaomado/training/photo.hpp"

#include "jpeg2000.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"
#include "records.hpp"

#include <algorithm>
#include <cstring>

namespace kaomado::training {

namespace {
constexpr std::size_t kMaxFile = 16UL * 1024 * 1024, kMaxStoredPhoto = 32768;
constexpr std::uint32_t kMaxSide = 4096;
constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n";
constexpr std::string_view kJp2("\0\0\0\x0CjP  \r\n\x87\n", 12);

Error malformed(const std::filesystem::path& path, const char* what) {
    return {Fault::FileMalformed,
            path.string() + ": " + what + "; give a PNG or JP2 picture of up to 4096x4096 pixels"};
}

struct Source {
    const std::string& bytes;
    std::size_t at = 0;
};

cairo_status_t take(void* from, unsigned char* data, unsigned int size) {
    auto& source = *static_cast<Source*>(from);
    if (source.bytes.size() - source.at < size)
        return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, source.bytes.data() + source.at, size);
    source.at += size;
    return CAIRO_STATUS_SUCCESS;
}

/// Width and height stand at fixed places of a PNG: looked at before anything is allocated.
bool tooLarge(const std::string& png) {
    const auto side = [&](std::size_t at) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = value << 8U | static_cast<unsigned char>(png[at + i]);
        return value;
    };
    return png.size() < 24 || side(16) == 0 || side(20) == 0 || side(16) > kMaxSide || side(20) > kMaxSide;
}

/// The largest middle part of the card's proportions, scaled to the card's size, on white.
SurfacePtr fit(const SurfacePtr& picture, const PhotoForm& form) {
    const double width = cairo_image_surface_get_width(picture.get());
    const double height = cairo_image_surface_get_height(picture.get());
    const double scale = std::max(form.width / width, form.height / height);
    SurfacePtr fitted = newSurface(CAIRO_FORMAT_RGB24, form.width, form.height);
    const ContextPtr context = contextOf(fitted);
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_translate(context.get(), (form.width - width * scale) / 2, (form.height - height * scale) / 2);
    cairo_scale(context.get(), scale, scale);
    cairo_set_source_surface(context.get(), picture.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context.get()), CAIRO_FILTER_BEST);
    cairo_paint(context.get());
    return fitted;
}
} // namespace

Bytes photoFromFile(const std::filesystem::path& path) {
    const std::string bytes = readTextFile(path, kMaxFile);
    if (bytes.starts_with(kJp2)) {
        if (bytes.size() > kMaxStoredPhoto)
            throw malformed(path, "a JPEG 2000 picture larger than the card's 32 kB");
        return toBytes(bytes);
    }
    if (!bytes.starts_with(kPng))
        throw malformed(path, "neither PNG nor JPEG 2000");
    if (tooLarge(bytes))
        throw malformed(path, "PNG of an impossible size");
    Source source{bytes};
    const SurfacePtr picture{cairo_image_surface_create_from_png_stream(take, &source)};
    if (cairo_surface_status(picture.get()) != CAIRO_STATUS_SUCCESS)
        throw malformed(path, "damaged PNG");
    const PhotoForm& form = records().photo;
    return encodeJp2(toGrey(fit(picture, form)), form.bytes);
}

} // namespace kaomado::training
