// SPDX-License-Identifier: Apache-2.0
// A card file is refused with a place and a remedy, or read; what is read is written and read back the same.
#include <kaomado/base/error.hpp>
#include <kaomado/emulator/card_image.hpp>

#include <cstdlib>

using namespace kaomado;
using emulator::CardImage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input(reinterpret_cast<const char*>(data), size);
    try {
        const CardImage image = CardImage::parse(input, "input");
        const std::string first = toText(image.toJson().bytes());
        if (toText(CardImage::parse(first, "again").toJson().bytes()) != first)
            std::abort();
    } catch (const Error& error) {
        if (error.fault() != Fault::FileMalformed || std::string_view(error.what()).find("input: ") != 0)
            std::abort();
    }
    return 0;
}
