// SPDX-License-Identifier: Apache-2.0
// The rulebook loader: whatever stands in one file of an edition, it is accepted or refused with
// Fault::RulebookInvalid, in bounded time. First byte: which file, by name; the rest replaces it. The other
// files are parsed once for all runs: parsing is most of the work.
#include "kaomado/base/bytes.hpp"
#include "kaomado/base/error.hpp"
#include "loader.hpp"

#include <cstdlib>

using namespace kaomado;
using yaml::YamlNode;

namespace {
const std::map<std::string, std::string>& edition() {
    static const auto kEdition = procedure::readEdition(KAOMADO_SMALL_EDITION);
    return kEdition;
}

std::shared_ptr<const YamlNode> parseOnce(const std::string& text) {
    static const auto kKnown = [] {
        std::map<std::string, std::shared_ptr<const YamlNode>> trees;
        for (const auto& [name, content] : edition())
            if (name != "pins.json")
                trees.emplace(content, yaml::parseYaml(content));
        return trees;
    }();
    const auto known = kKnown.find(text);
    return known == kKnown.end() ? yaml::parseYaml(text) : known->second;
}

const lock::PinSet& pins() {
    static const lock::PinSet kPins = lock::PinSet::parse(edition().at("pins.json"), "pins.json");
    return kPins;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    std::map<std::string, std::string> files = edition();
    const auto replaced = std::next(files.begin(), data[0] % static_cast<std::ptrdiff_t>(files.size()));
    replaced->second = toText({data + 1, size - 1});
    try {
        static_cast<void>(
            procedure::Loader(files, replaced->first == "pins.json" ? nullptr : &pins(), parseOnce).load());
    } catch (const Error& error) {
        if (error.fault() != Fault::RulebookInvalid)
            std::abort();
    }
    return 0;
}
