// SPDX-License-Identifier: Apache-2.0
// A text that is taken for a reading is the very text that the reading writes.
#include <kaomado/base/error.hpp>
#include <kaomado/chip/signed_reading.hpp>

#include <cstdlib>

namespace {
template <class Read>
void roundTrip(std::string_view text, Read read) {
    using namespace kaomado;
    try {
        if (chip::toJson(read(text)) != text)
            std::abort();
    } catch (const Error& error) {
        if (error.fault() != Fault::FileMalformed)
            std::abort();
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaomado;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    roundTrip(text, chip::readingFromJson);
    roundTrip(text, chip::signedReadingFromJson);
    return 0;
}
