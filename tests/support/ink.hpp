// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/bytes.hpp>
#include <kaomado/paper/page.hpp>

#include <png.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

namespace kaomado::test {

/// What is dark on a white picture, read by libpng.
struct Ink {
    std::optional<paper::Box>
        box; ///< millimetres, around every pixel that is not white; none on an empty page
    int darkest = 255;
    bool coloured = false;

    /// @param before only what is left of this, in millimetres
    Ink(const Bytes& png, double dotsPerInch, double before = 1e6) {
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        if (png_image_begin_read_from_memory(&image, png.data(), png.size()) == 0)
            throw std::runtime_error(image.message);
        image.format = PNG_FORMAT_RGB;
        std::vector<png_byte> rgb(PNG_IMAGE_SIZE(image));
        if (png_image_finish_read(&image, nullptr, rgb.data(), 0, nullptr) == 0)
            throw std::runtime_error(image.message);
        const auto mm = [&](std::size_t pixels) { return static_cast<double>(pixels) / dotsPerInch * 25.4; };
        std::size_t left = image.width, top = image.height, right = 0, bottom = 0;
        for (std::size_t at = 0; at < rgb.size(); at += 3) {
            const std::size_t x = at / 3 % image.width, y = at / 3 / image.width;
            if (mm(x) >= before)
                continue;
            const auto [low, high] = std::minmax({rgb[at], rgb[at + 1], rgb[at + 2]});
            coloured = coloured || low != high;
            darkest = std::min<int>(darkest, low);
            if (low == 255)
                continue;
            left = std::min(left, x), right = std::max(right, x + 1);
            top = std::min(top, y), bottom = std::max(bottom, y + 1);
        }
        if (right > 0)
            box = paper::Box{mm(left), mm(top), mm(right - left), mm(bottom - top)};
    }
};

} // namespace kaomado::test
