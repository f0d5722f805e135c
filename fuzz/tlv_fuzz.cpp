// SPDX-License-Identifier: Apache-2.0
// Objects lie inside their source, one after the other, and a written object reads back.
#include <kaomado/card/tlv.hpp>

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaomado;
    const auto objects = card::allTlv({data, size});
    if (!objects)
        return 0;
    const std::uint8_t* expected = data;
    for (const card::Tlv& object : *objects) {
        if (object.whole.data() != expected)
            std::abort();
        expected += object.whole.size();
        const Bytes written = card::makeTlv(object.tag, object.value);
        const auto again = card::firstTlv(written);
        if (!again || again->tag != object.tag || !std::ranges::equal(again->value, object.value))
            std::abort();
    }
    return 0;
}
