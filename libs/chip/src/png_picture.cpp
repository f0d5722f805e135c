// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/card/visual.hpp"
#include "kaomado/chip/picture.hpp"

#include <png.h>

#include <string>

namespace kaomado::chip {

namespace {
/// libpng's simplified reader; frees itself.
class PngReader {
public:
    explicit PngReader(ByteView png) {
        image_.version = PNG_IMAGE_VERSION;
        if (png_image_begin_read_from_memory(&image_, png.data(), png.size()) == 0)
            refuse();
        image_.format = PNG_FORMAT_GRAY;
    }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    ~PngReader() { png_image_free(&image_); }

    unsigned width() const { return image_.width; }
    unsigned height() const { return image_.height; }
    Bytes pixels() {
        Bytes grey(static_cast<std::size_t>(image_.width) * image_.height);
        const png_color white{255, 255, 255};
        if (png_image_finish_read(&image_, &white, grey.data(), 0, nullptr) == 0) {
            wipe(grey);
            refuse();
        }
        return grey;
    }

private:
    [[noreturn]] void refuse() {
        const std::string why = image_.message;
        png_image_free(&image_);
        throw Error(Fault::CardUnreadable, "PNG: " + why);
    }

    png_image image_{};
};
} // namespace

Picture decodePng(ByteView png) {
    if (!card::looksLikePng(png))
        throw Error(Fault::CardUnreadable, "PNG: another format");
    PngReader reader(png);
    if (reader.width() > kLongestSide || reader.height() > kLongestSide)
        throw Error(Fault::CardUnreadable, "PNG: larger than 2048 pixels a side");
    return {reader.width(), reader.height(), SecretBytes(reader.pixels())};
}

} // namespace kaomado::chip
