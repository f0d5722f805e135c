// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/base/owner.hpp"
#include "kaomado/card/visual.hpp"
#include "kaomado/chip/picture.hpp"

#include <openjpeg.h>

#include <algorithm>
#include <string>

namespace kaomado::chip {

namespace {
[[noreturn]] void refuse(const char* why) {
    throw Error(Fault::CardUnreadable, std::string("JPEG 2000: ") + why);
}

void freeIndex(opj_codestream_info_v2_t* info) {
    opj_destroy_cstr_info(&info);
}
using CodecPtr = Owner<opj_codec_t, opj_destroy_codec>;
using StreamPtr = Owner<opj_stream_t, opj_stream_destroy>;
using ImagePtr = Owner<opj_image_t, opj_image_destroy>;
using InfoPtr = Owner<opj_codestream_info_v2_t, freeIndex>;

/// What the decoder reads from.
struct Source {
    ByteView bytes;
    std::size_t at = 0;
};

OPJ_SIZE_T readSome(void* buffer, OPJ_SIZE_T wanted, void* user) {
    auto& source = *static_cast<Source*>(user);
    const std::size_t count = std::min<std::size_t>(wanted, source.bytes.size() - source.at);
    if (count == 0)
        return static_cast<OPJ_SIZE_T>(-1); // the library's sign for the end
    std::copy_n(source.bytes.data() + source.at, count, static_cast<std::uint8_t*>(buffer));
    source.at += count;
    return count;
}

OPJ_OFF_T skipSome(OPJ_OFF_T wanted, void* user) {
    auto& source = *static_cast<Source*>(user);
    if (wanted < 0 || static_cast<std::size_t>(wanted) > source.bytes.size() - source.at)
        return -1;
    source.at += static_cast<std::size_t>(wanted);
    return wanted;
}

OPJ_BOOL seekTo(OPJ_OFF_T offset, void* user) {
    auto& source = *static_cast<Source*>(user);
    if (offset < 0 || static_cast<std::size_t>(offset) > source.bytes.size())
        return OPJ_FALSE;
    source.at = static_cast<std::size_t>(offset);
    return OPJ_TRUE;
}

StreamPtr streamOf(Source& source) {
    StreamPtr stream(opj_stream_create(65536, OPJ_TRUE));
    if (!stream)
        refuse("no memory");
    opj_stream_set_read_function(stream.get(), readSome);
    opj_stream_set_skip_function(stream.get(), skipSome);
    opj_stream_set_seek_function(stream.get(), seekTo);
    opj_stream_set_user_data(stream.get(), &source, nullptr);
    opj_stream_set_user_data_length(stream.get(), source.bytes.size());
    return stream;
}

CodecPtr newCodec() {
    CodecPtr codec(opj_create_decompress(OPJ_CODEC_JP2));
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    if (!codec || opj_setup_decoder(codec.get(), &parameters) == OPJ_FALSE ||
        opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE) == OPJ_FALSE)
        refuse("the decoder does not start");
    return codec;
}

/// Only the header is known so far.
void checkSize(const opj_image_t& image, opj_codec_t* codec) {
    if (image.x1 <= image.x0 || image.y1 <= image.y0 || image.x1 - image.x0 > kLongestSide ||
        image.y1 - image.y0 > kLongestSide)
        refuse("empty, or larger than 2048 pixels a side");
    const InfoPtr info(opj_get_cstr_info(codec));
    if (!info || info->tw != 1 || info->th != 1)
        refuse("more than one tile");
    if (image.numcomps != 1 && image.numcomps != 3)
        refuse("neither one channel nor three");
    for (unsigned i = 0; i < image.numcomps; ++i) {
        const opj_image_comp_t& channel = image.comps[i];
        if (channel.prec != 8 || channel.sgnd != 0 || channel.dx != 1 || channel.dy != 1)
            refuse("a channel that is not 8 bits for every pixel");
    }
}

/// BT.601, as grey from colour is usually made.
std::uint8_t luma(int red, int green, int blue) {
    return static_cast<std::uint8_t>(std::clamp((299 * red + 587 * green + 114 * blue + 500) / 1000, 0, 255));
}

Bytes greyOf(const opj_image_t& image, unsigned width, unsigned height) {
    const std::size_t count = static_cast<std::size_t>(width) * height;
    for (unsigned i = 0; i < image.numcomps; ++i)
        if (image.comps[i].data == nullptr || image.comps[i].w != width || image.comps[i].h != height)
            refuse("a channel has another size");
    Bytes grey(count);
    for (std::size_t i = 0; i < count; ++i)
        grey[i] = image.numcomps == 1
                      ? static_cast<std::uint8_t>(std::clamp(image.comps[0].data[i], 0, 255))
                      : luma(image.comps[0].data[i], image.comps[1].data[i], image.comps[2].data[i]);
    return grey;
}

/// The decoder's own pixels are a face too.
void wipeChannels(opj_image_t& image) {
    for (unsigned i = 0; i < image.numcomps; ++i) {
        const opj_image_comp_t& channel = image.comps[i];
        if (channel.data != nullptr)
            wipe({reinterpret_cast<std::uint8_t*>(channel.data),
                  static_cast<std::size_t>(channel.w) * channel.h * sizeof(OPJ_INT32)});
    }
}
} // namespace

Picture decodePhoto(ByteView jp2) {
    if (!card::looksLikeJp2(jp2))
        refuse("another format");
    Source source{jp2};
    const StreamPtr stream = streamOf(source);
    const CodecPtr codec = newCodec();
    opj_image_t* read = nullptr;
    const bool headerRead = opj_read_header(stream.get(), codec.get(), &read) == OPJ_TRUE;
    const ImagePtr image(read);
    if (!headerRead || !image)
        refuse("its header cannot be read");
    checkSize(*image, codec.get());
    const unsigned width = image->x1 - image->x0, height = image->y1 - image->y0;
    if (opj_decode(codec.get(), stream.get(), image.get()) == OPJ_FALSE ||
        opj_end_decompress(codec.get(), stream.get()) == OPJ_FALSE)
        refuse("its data cannot be decoded");
    Picture picture{width, height, SecretBytes(greyOf(*image, width, height))};
    wipeChannels(*image);
    return picture;
}

} // namespace kaomado::chip
