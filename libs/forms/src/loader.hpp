// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/forms/library.hpp"
#include "kaomado/yaml/node.hpp"

namespace kaomado::forms {

/// Reads data files into a library; every mistake is collected with its line.
class Loader {
public:
    explicit Loader(Library& library) : library_(library) {}

    void fields(const std::string& name, const std::string& text);
    void texts(const std::string& name, const std::string& text);
    void form(const std::string& name, const std::string& text);
    /// @throws Error Fault::FileMalformed with what was found
    void throwIfWrong() const;

private:
    using Yaml = yaml::Yaml;

    // load_form.cpp
    Form formOf(const Yaml& node);
    std::optional<Date> day(const Yaml& node, std::string_view key);

    // load_blocks.cpp
    std::vector<Block> blocks(const Yaml& list);
    Block block(const Yaml& node);
    Words words(const Yaml& node, std::string_view key = "text");
    Items items(const Yaml& node);
    Choice choice(const Yaml& node);
    Table table(const Yaml& node);
    Cell cell(const Yaml& node);
    Columns columns(const Yaml& node);
    Look look(const Yaml& node);
    std::string said(const Yaml& node, std::string_view key);
    std::string printable(const Yaml& node, std::string text);
    double number(const Yaml& node, std::string_view key, double standard, double least, double most);
    void checkField(const Yaml& node, const std::string& id);

    Library& library_;
    yaml::Problems problems_;
    std::vector<std::string> parts_; ///< of the form being read
};

} // namespace kaomado::forms
