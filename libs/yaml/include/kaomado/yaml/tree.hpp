// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace kaomado::yaml {

/// What a YAML file says, as plain values. Nothing refers to anything else, so a tree is never larger than a
/// fixed multiple of its file.
struct YamlNode {
    enum class Kind { Nothing, Text, List, Map };

    Kind kind = Kind::Nothing;
    int line = 0; ///< from 1
    bool quoted = false;
    std::string text;
    std::vector<YamlNode> items; ///< of a list; of a map: key, value, key, value, in the order written
};

/// A file that is not one YAML document of plain values.
struct YamlRefused {
    int line; ///< from 1
    std::string what, remedy;
};

/// A text made a tree. @throws YamlRefused
using YamlParser = std::shared_ptr<const YamlNode>(const std::string& text);

/// One pass over the text; anchors, aliases and a second document are refused. Depth is bounded by the
/// parser.
/// @throws YamlRefused
std::shared_ptr<const YamlNode> parseYaml(const std::string& text);

} // namespace kaomado::yaml
