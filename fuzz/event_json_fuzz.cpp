// SPDX-License-Identifier: Apache-2.0
// Stored events: what is read is exactly what would be written; everything else is refused as tampered with.
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/event_json.hpp"

#include <cstdlib>

using namespace kaomado;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = toText({data, size});
    try {
        if (procedure::toJson(procedure::eventFromJson(text)) != text)
            std::abort();
    } catch (const Error& error) {
        if (error.fault() != Fault::StorageTampered)
            std::abort();
    }
    return 0;
}
