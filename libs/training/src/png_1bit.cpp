// SPDX-License-Identifier: Apache-2.0
#include "png_1bit.hpp"

#include "kaomado/base/error.hpp"

#include <png.h>

namespace kaomado::training {

namespace {
[[noreturn]] void fail(png_structp, png_const_charp what) {
    throw Error(Fault::Internal, std::string("libpng: ") + what);
}

void collect(png_structp png, png_bytep data, png_size_t size) {
    append(*static_cast<Bytes*>(png_get_io_ptr(png)), {data, size});
}

/// The structures of one writing, freed whichever way it ends.
class Writer {
public:
    Writer() : png_(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, nullptr)) {
        if (png_ == nullptr || (info_ = png_create_info_struct(png_)) == nullptr) {
            png_destroy_write_struct(&png_, nullptr);
            throw Error(Fault::Internal, "libpng: no memory");
        }
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { png_destroy_write_struct(&png_, &info_); }
    png_structp png() const { return png_; }
    png_infop info() const { return info_; }

private:
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
};
} // namespace

Bytes encodePng1Bit(const GreyPicture& picture) {
    const auto width = static_cast<std::size_t>(picture.width),
               height = static_cast<std::size_t>(picture.height);
    Bytes out;
    const Writer writer;
    png_set_write_fn(writer.png(), &out, collect, nullptr);
    png_set_IHDR(writer.png(), writer.info(), static_cast<png_uint_32>(width),
                 static_cast<png_uint_32>(height), 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer.png(), writer.info());
    for (std::size_t y = 0; y < height; ++y) {
        Bytes row((width + 7) / 8);
        for (std::size_t x = 0; x < width; ++x)
            if (picture.pixels[y * width + x] >= 0x80U)
                row[x / 8] = static_cast<std::uint8_t>(row[x / 8] | 0x80U >> x % 8);
        png_write_row(writer.png(), row.data());
    }
    png_write_end(writer.png(), nullptr);
    return out;
}

} // namespace kaomado::training
