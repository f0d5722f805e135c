// SPDX-License-Identifier: Apache-2.0
// A picture that is accepted has the size that it says, within the limit.
#include <kaomado/base/error.hpp>
#include <kaomado/chip/picture.hpp>

#include <cstdlib>

namespace {
using namespace kaomado;

template <class Decode>
void decoded(Decode decode, ByteView image) {
    try {
        const chip::Picture picture = decode(image);
        if (picture.width > chip::kLongestSide || picture.height > chip::kLongestSide ||
            picture.grey.size() != static_cast<std::size_t>(picture.width) * picture.height)
            std::abort();
    } catch (const Error& error) {
        if (error.fault() != Fault::CardUnreadable)
            std::abort();
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    decoded(chip::decodePhoto, {data, size});
    decoded(chip::decodePng, {data, size});
    return 0;
}
