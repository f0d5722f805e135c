// SPDX-License-Identifier: Apache-2.0
// A command that decodes is written back and means the same.
#include <kaomado/card/apdu.hpp>

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaomado;
    const auto command = card::decode({data, size});
    if (!command)
        return 0;
    const Bytes written = card::encode(*command);
    const auto again = card::decode(written);
    if (!again || !std::ranges::equal(again->data, command->data) || again->le != command->le ||
        again->ins != command->ins)
        std::abort();
    return 0;
}
