// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/yaml/tree.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado::yaml {

/// Something about a data file, at its place.
struct Problem {
    std::string file;
    int line = 1;
    std::string what, remedy; ///< English
    bool doubt = false;       ///< allowed, but likely not meant

    /// "file:line: what; remedy"
    std::string text() const;
};

/// Everything wrong with a set of data files, one line each: "file:line: what; remedy".
class Problems {
public:
    void add(std::string_view file, int line, std::string_view what, std::string_view remedy,
             bool doubt = false);
    bool empty() const { return list_.empty(); }
    /// By file and line.
    std::vector<Problem> sorted() const;
    /// All of them, one a line.
    std::string text() const;

private:
    std::vector<Problem> list_;
};

/// A node of a YAML file that knows its place. What is wrong with it goes to the problems, and reading goes
/// on with an empty value, so that one run finds them all.
class Yaml {
public:
    /// The whole file, read by `parser` (see parseYaml).
    static Yaml parse(const std::string& text, const std::string& file, Problems& problems,
                      YamlParser& parser);

    bool exists() const { return node_ != nullptr && node_->kind != YamlNode::Kind::Nothing; }
    bool isText() const { return is(YamlNode::Kind::Text); }
    bool isMap() const { return is(YamlNode::Kind::Map); }
    bool isList() const { return is(YamlNode::Kind::List); }
    void problem(std::string_view what, std::string_view remedy) const;
    void doubt(std::string_view what, std::string_view remedy) const;

    /// Must be a map with no other keys than these, none twice. @return whether it is a map
    bool keys(std::initializer_list<std::string_view> allowed) const;
    bool has(std::string_view key) const { return at(key).exists(); }
    Yaml at(std::string_view key) const;
    /// The keys of a map with their values, in the order written.
    std::vector<std::pair<std::string, Yaml>> pairs() const;
    /// The members of a list; none when it does not exist.
    std::vector<Yaml> items() const;

    /// A scalar. Unquoted yes, no, true, false and ~ are refused: programs disagree on what they are.
    std::string text() const;
    std::string text(std::string_view key) const;   ///< must be there and not be empty
    std::string textOr(std::string_view key) const; ///< "" when it is not there
    bool flag(std::string_view key) const;          ///< "yes" or "no"; not there = no
    std::vector<std::string> words(std::string_view key) const;

private:
    Yaml(std::shared_ptr<const YamlNode> node, const std::string& file, int line, Problems& problems)
        : node_(std::move(node)), file_(&file), line_(line), problems_(&problems) {}
    bool is(YamlNode::Kind kind) const { return node_ != nullptr && node_->kind == kind; }
    Yaml child(const YamlNode& node) const;

    std::shared_ptr<const YamlNode> node_; ///< holds the whole tree; none for what does not exist
    const std::string* file_;
    int line_; ///< from 1; of the parent for what does not exist
    Problems* problems_;
};

} // namespace kaomado::yaml
