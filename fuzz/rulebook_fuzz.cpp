// SPDX-License-Identifier: Apache-2.0
// The rulebook loader: whatever stands in one file of an edition, it is accepted or refused with
// Fault::RulebookInvalid, in bounded time. First byte: which file; the rest replaces it.
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"
#include "kaomado/procedure/rulebook.hpp"

#include <cstdlib>

using namespace kaomado;
using procedure::Rulebook;
using procedure::rulebookFiles;

namespace {
const std::map<std::string, std::string>& edition() {
    static const std::map<std::string, std::string> kEdition = [] {
        std::map<std::string, std::string> files;
        for (const std::string& name : rulebookFiles())
            files[name] = readTextFile(std::filesystem::path(KAOMADO_SMALL_EDITION) / name);
        return files;
    }();
    return kEdition;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    std::map<std::string, std::string> files = edition();
    files[rulebookFiles().at(data[0] % rulebookFiles().size())] = toText({data + 1, size - 1});
    try {
        (void)Rulebook::parse(files);
    } catch (const Error& error) {
        if (error.fault() != Fault::RulebookInvalid)
            std::abort();
    }
    return 0;
}
