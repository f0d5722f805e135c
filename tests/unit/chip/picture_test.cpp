// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>
#include <kaomado/chip/picture.hpp>

#include <gtest/gtest.h>
#include <openjpeg.h>
#include <png.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>

using namespace kaomado;
using namespace kaomado::chip;

namespace {
/// Grey that differs everywhere: x + 3y.
std::uint8_t sampleAt(unsigned x, unsigned y) {
    return static_cast<std::uint8_t>((x + 3 * y) & 0xFFU);
}

Bytes samplePixels(unsigned width, unsigned height) {
    Bytes pixels;
    for (unsigned y = 0; y < height; ++y)
        for (unsigned x = 0; x < width; ++x)
            pixels.push_back(sampleAt(x, y));
    return pixels;
}

Bytes pngOf(unsigned width, unsigned height) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = width;
    image.height = height;
    image.format = PNG_FORMAT_GRAY;
    const Bytes pixels = samplePixels(width, height);
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    Bytes out(size);
    if (png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr) == 0)
        throw std::logic_error(image.message);
    out.resize(size);
    return out;
}

OPJ_SIZE_T writeTo(void* from, OPJ_SIZE_T count, void* user) {
    auto& [out, at] = *static_cast<std::pair<Bytes, std::size_t>*>(user);
    out.resize(std::max(out.size(), at + count));
    std::memcpy(out.data() + at, from, count);
    at += count;
    return count;
}
OPJ_OFF_T skipIn(OPJ_OFF_T count, void* user) {
    auto& [out, at] = *static_cast<std::pair<Bytes, std::size_t>*>(user);
    at += static_cast<std::size_t>(count);
    out.resize(std::max(out.size(), at));
    return count;
}
OPJ_BOOL seekIn(OPJ_OFF_T to, void* user) {
    static_cast<std::pair<Bytes, std::size_t>*>(user)->second = static_cast<std::size_t>(to);
    return OPJ_TRUE;
}

struct Jp2 {
    unsigned width = 40, height = 50, channels = 1, precision = 8;
    int tile = 0; ///< side of a tile; 0 = one tile
};

/// Lossless JPEG 2000 in a JP2 container, made by the library's encoder.
Bytes jp2Of(const Jp2& wanted) {
    std::vector<opj_image_cmptparm_t> channels(wanted.channels);
    for (auto& channel : channels) {
        channel = {};
        channel.dx = channel.dy = 1;
        channel.w = wanted.width;
        channel.h = wanted.height;
        channel.prec = wanted.precision;
    }
    const auto space = wanted.channels == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB;
    const std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)> image(
        opj_image_create(wanted.channels, channels.data(), space), opj_image_destroy);
    image->x1 = wanted.width;
    image->y1 = wanted.height;
    for (unsigned c = 0; c < wanted.channels; ++c)
        for (unsigned i = 0; i < wanted.width * wanted.height; ++i)
            image->comps[c].data[i] = sampleAt(i % wanted.width, i / wanted.width) >> (c == 0 ? 0U : 1U);
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_numlayers = 1;
    parameters.cp_disto_alloc = 1;
    parameters.numresolution = 3;
    if (wanted.tile > 0) {
        parameters.tile_size_on = OPJ_TRUE;
        parameters.cp_tdx = parameters.cp_tdy = wanted.tile;
    }
    const std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)> codec(opj_create_compress(OPJ_CODEC_JP2),
                                                                           opj_destroy_codec);
    const std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)> stream(
        opj_stream_create(65536, OPJ_FALSE), opj_stream_destroy);
    std::pair<Bytes, std::size_t> out;
    opj_stream_set_write_function(stream.get(), writeTo);
    opj_stream_set_skip_function(stream.get(), skipIn);
    opj_stream_set_seek_function(stream.get(), seekIn);
    opj_stream_set_user_data(stream.get(), &out, nullptr);
    if (opj_setup_encoder(codec.get(), &parameters, image.get()) == OPJ_FALSE ||
        opj_start_compress(codec.get(), image.get(), stream.get()) == OPJ_FALSE ||
        opj_encode(codec.get(), stream.get()) == OPJ_FALSE ||
        opj_end_compress(codec.get(), stream.get()) == OPJ_FALSE)
        throw std::logic_error("the sample cannot be encoded");
    return out.first;
}

bool refused(const std::function<Picture(ByteView)>& decode, ByteView image) {
    try {
        decode(image);
    } catch (const Error& error) {
        return error.fault() == Fault::CardUnreadable;
    }
    return false;
}
} // namespace

TEST(Photo, ComesBackPixelByPixel) {
    const Picture picture = decodePhoto(jp2Of({}));
    EXPECT_EQ(picture.width, 40U);
    EXPECT_EQ(picture.height, 50U);
    EXPECT_TRUE(std::ranges::equal(picture.grey.bytes(), samplePixels(40, 50)));
}

TEST(Photo, InColourBecomesItsLuma) {
    const Picture picture = decodePhoto(jp2Of({.channels = 3}));
    ASSERT_EQ(picture.grey.size(), 40U * 50U);
    const int red = sampleAt(7, 3), half = sampleAt(7, 3) / 2; // green and blue are half as bright
    EXPECT_NEAR(picture.grey.bytes()[3 * 40 + 7], 0.299 * red + 0.701 * half, 1.0);
}

TEST(Photo, AtTheLimitIsDecodedAndBeyondIsNot) {
    EXPECT_EQ(decodePhoto(jp2Of({.width = 2048, .height = 4})).width, 2048U);
    EXPECT_TRUE(refused(decodePhoto, jp2Of({.width = 2049, .height = 4})));
    EXPECT_TRUE(refused(decodePhoto, jp2Of({.width = 4, .height = 2049})));
}

TEST(Photo, InTilesOrWithOtherChannelsIsRefused) {
    EXPECT_TRUE(refused(decodePhoto, jp2Of({.tile = 32})));
    EXPECT_TRUE(refused(decodePhoto, jp2Of({.channels = 4})));
    EXPECT_TRUE(refused(decodePhoto, jp2Of({.precision = 12})));
}

TEST(Photo, CutAnywhereIsRefused) {
    const Bytes whole = jp2Of({});
    for (const std::size_t size : {std::size_t{0}, std::size_t{12}, std::size_t{60}, whole.size() / 2})
        EXPECT_TRUE(refused(decodePhoto, ByteView(whole).first(size))) << size;
    EXPECT_TRUE(refused(decodePhoto, pngOf(4, 4)));
}

TEST(PngPicture, ComesBackPixelByPixel) {
    const Picture picture = decodePng(pngOf(72, 12));
    EXPECT_EQ(picture.width, 72U);
    EXPECT_EQ(picture.height, 12U);
    EXPECT_TRUE(std::ranges::equal(picture.grey.bytes(), samplePixels(72, 12)));
}

TEST(PngPicture, AtTheLimitIsDecodedAndBeyondIsNot) {
    EXPECT_EQ(decodePng(pngOf(4, 2048)).height, 2048U);
    EXPECT_TRUE(refused(decodePng, pngOf(4, 2049)));
    EXPECT_TRUE(refused(decodePng, pngOf(2049, 4)));
}

TEST(PngPicture, CutOrOfAnotherFormatIsRefused) {
    const Bytes whole = pngOf(24, 12);
    for (const std::size_t size : {std::size_t{0}, std::size_t{9}, std::size_t{40}, whole.size() / 2})
        EXPECT_TRUE(refused(decodePng, ByteView(whole).first(size))) << size;
    EXPECT_TRUE(refused(decodePng, jp2Of({})));
}
