// SPDX-License-Identifier: Apache-2.0
// The rulebook loader: whatever stands in one file of an edition, it is accepted or refused with
// Fault::RulebookInvalid, in bounded time. First byte: which file, by name; the rest replaces it.
#include "kaomado/base/bytes.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/rulebook.hpp"

#include <cstdlib>

using namespace kaomado;
using procedure::Rulebook;

namespace {
const std::map<std::string, std::string>& edition() {
    static const auto kEdition = procedure::readEdition(KAOMADO_SMALL_EDITION);
    return kEdition;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    std::map<std::string, std::string> files = edition();
    std::next(files.begin(), data[0] % static_cast<std::ptrdiff_t>(files.size()))->second =
        toText({data + 1, size - 1});
    try {
        (void)Rulebook::parse(files);
    } catch (const Error& error) {
        if (error.fault() != Fault::RulebookInvalid)
            std::abort();
    }
    return 0;
}
