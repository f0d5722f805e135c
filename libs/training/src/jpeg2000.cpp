// SPDX-License-Identifier: Apache-2.0
#include "jpeg2000.hpp"

#include "kaomado/base/error.hpp"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>

namespace kaomado::training {

namespace {
struct DestroyImage {
    void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};
struct DestroyCodec {
    void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct DestroyStream {
    void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
using ImagePtr = std::unique_ptr<opj_image_t, DestroyImage>;

void require(bool ok, const char* what) {
    if (!ok)
        throw Error(Fault::Internal, std::string("OpenJPEG: ") + what);
}

/// What the encoder writes to: it goes back to fill in box lengths.
struct Sink {
    Bytes bytes;
    std::size_t at = 0;
};

OPJ_SIZE_T put(void* data, OPJ_SIZE_T size, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    sink.bytes.resize(std::max(sink.bytes.size(), sink.at + size));
    std::memcpy(sink.bytes.data() + sink.at, data, size);
    sink.at += size;
    return size;
}
OPJ_OFF_T skip(OPJ_OFF_T size, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    sink.at = static_cast<std::size_t>(static_cast<OPJ_OFF_T>(sink.at) + size);
    sink.bytes.resize(std::max(sink.bytes.size(), sink.at));
    return size;
}
OPJ_BOOL seek(OPJ_OFF_T to, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    sink.at = static_cast<std::size_t>(to);
    sink.bytes.resize(std::max(sink.bytes.size(), sink.at));
    return OPJ_TRUE;
}

ImagePtr imageFrom(const GreyPicture& picture) {
    opj_image_cmptparm_t component{};
    component.dx = component.dy = 1;
    component.w = static_cast<OPJ_UINT32>(picture.width);
    component.h = static_cast<OPJ_UINT32>(picture.height);
    component.prec = 8;
    ImagePtr image{opj_image_create(1, &component, OPJ_CLRSPC_GRAY)};
    require(image != nullptr, "no memory for the picture");
    image->x1 = component.w;
    image->y1 = component.h;
    std::ranges::copy(picture.pixels, image->comps[0].data);
    return image;
}
} // namespace

Bytes encodeJp2(const GreyPicture& picture, std::size_t bytes) {
    const ImagePtr image = imageFrom(picture);
    opj_cparameters_t parameters{};
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_numlayers = 1;
    parameters.tcp_rates[0] = static_cast<float>(picture.pixels.size()) / static_cast<float>(bytes);
    parameters.cp_disto_alloc = 1;
    parameters.irreversible = 1;
    const std::unique_ptr<opj_codec_t, DestroyCodec> codec{opj_create_compress(OPJ_CODEC_JP2)};
    require(codec && opj_setup_encoder(codec.get(), &parameters, image.get()) == OPJ_TRUE, "set up");
    const std::unique_ptr<opj_stream_t, DestroyStream> stream{opj_stream_create(65536, OPJ_FALSE)};
    Sink sink;
    opj_stream_set_user_data(stream.get(), &sink, nullptr);
    opj_stream_set_write_function(stream.get(), put);
    opj_stream_set_skip_function(stream.get(), skip);
    opj_stream_set_seek_function(stream.get(), seek);
    require(opj_start_compress(codec.get(), image.get(), stream.get()) == OPJ_TRUE &&
                opj_encode(codec.get(), stream.get()) == OPJ_TRUE &&
                opj_end_compress(codec.get(), stream.get()) == OPJ_TRUE,
            "encode");
    return sink.bytes;
}

} // namespace kaomado::training
