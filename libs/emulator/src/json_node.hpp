// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <utility>

namespace kaomado::emulator {

using Json = nlohmann::json;

/// Parses strictly: objects nest at most 8 deep, a key appears once.
/// @throws Error Fault::FileMalformed with line and column; never shows the text itself, which may be a PIN
Json parseStrictly(std::string_view text, std::string_view name);

/// Overwrites every text inside.
void wipeTexts(Json& json);

/// A place in a document that knows its path, so that a refusal can name it.
class Node {
public:
    Node(const Json& json, std::string_view name, std::string path = "")
        : json_(&json), name_(name), path_(std::move(path)) {}

    /// @throws Error Fault::FileMalformed "NAME: PATH: problem; remedy"
    [[noreturn]] void fail(const std::string& problem) const;

    /// Refuses anything but an object with these keys (all optional).
    const Node& allow(std::initializer_list<std::string_view> keys) const;
    Node at(const std::string& key) const; ///< required
    std::optional<Node> find(const std::string& key) const;
    std::vector<std::pair<std::string, Node>> members() const;
    std::vector<Node> items() const;

    bool isText() const { return json_->is_string(); }
    const std::string& text() const;
    Bytes hex() const;
    std::uint16_t word() const; ///< four hexadecimal digits
    std::uint64_t number(std::uint64_t most) const;
    bool flag() const;

    template <typename T>
    T oneOf(std::initializer_list<std::pair<std::string_view, T>> choices) const {
        for (const auto& [word, value] : choices)
            if (text() == word)
                return value;
        std::string list;
        for (const auto& [word, value] : choices)
            list += (list.empty() ? "\"" : ", \"") + std::string(word) + "\"";
        fail("not one of the words known here; write " + list);
    }

private:
    const Json* json_;
    std::string_view name_;
    std::string path_;
};

} // namespace kaomado::emulator
