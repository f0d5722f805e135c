// SPDX-License-Identifier: Apache-2.0
#include "json_node.hpp"

#include "kaomado/base/json_text.hpp"
#include "kaomado/base/secret.hpp"

#include <algorithm>
#include <set>

namespace kaomado::emulator {

namespace {
constexpr int kMaxDepth = 8;

[[noreturn]] void refuse(std::string_view name, const std::string& what) {
    throw Error(Fault::FileMalformed, std::string(name) + ": " + what);
}

std::string placeOf(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = 1 + std::ranges::count(before, '\n');
    const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - start);
}

/// Watches the parser: depth and repeated keys.
class Watch {
public:
    explicit Watch(std::string_view name) : name_(name) {}

    bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
        using Event = Json::parse_event_t;
        if (depth > kMaxDepth)
            refuse(name_, "values are nested deeper than any card file; see docs/emulator.md for the form");
        if (event == Event::object_start)
            open_.emplace_back();
        else if (event == Event::object_end)
            open_.pop_back();
        else if (event == Event::key && !open_.back().insert(parsed.get<std::string>()).second)
            refuse(name_, "the key \"" + parsed.get<std::string>() +
                              "\" appears twice in one object; "
                              "remove one of them");
        return true;
    }

private:
    std::string_view name_;
    std::vector<std::set<std::string>> open_;
};
} // namespace

Json parseStrictly(std::string_view text, std::string_view name) {
    Watch watch(name);
    try {
        return Json::parse(text, [&](int depth, Json::parse_event_t event, const Json& parsed) {
            return watch(depth, event, parsed);
        });
    } catch (const Json::parse_error& error) {
        refuse(name, "not JSON at " + placeOf(text, error.byte) + "; correct the text there");
    } catch (const Json::out_of_range&) { // knows no place
        refuse(name, "a number has more digits than any value of a card file; correct it");
    }
}

void wipeTexts(Json& json) {
    if (json.is_string())
        wipe(json.get_ref<std::string&>());
    else if (json.is_structured())
        for (Json& item : json)
            wipeTexts(item);
}

void Node::fail(const std::string& problem) const {
    refuse(name_, (path_.empty() ? "/" : path_) + ": " + problem);
}

const Node& Node::allow(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, node] : members())
        if (std::ranges::find(keys, key) == keys.end()) {
            std::string list;
            for (const std::string_view known : keys)
                list += (list.empty() ? "" : ", ") + std::string(known);
            node.fail("unknown key; known here: " + list);
        }
    return *this;
}

Node Node::at(const std::string& key) const {
    if (const auto found = find(key))
        return *found;
    fail("the key \"" + key + "\" is missing; add it");
}

std::optional<Node> Node::find(const std::string& key) const {
    if (!json_->is_object())
        fail("not an object; write { … }");
    const auto found = json_->find(key);
    if (found == json_->end())
        return std::nullopt;
    return Node(*found, name_, path_ + "/" + key);
}

std::vector<std::pair<std::string, Node>> Node::members() const {
    if (!json_->is_object())
        fail("not an object; write { … }");
    std::vector<std::pair<std::string, Node>> list;
    for (const auto& [key, value] : json_->items())
        list.emplace_back(key, Node(value, name_, path_ + "/" + key));
    return list;
}

std::vector<Node> Node::items() const {
    if (!json_->is_array())
        fail("not a list; write [ … ]");
    std::vector<Node> list;
    for (const Json& value : *json_)
        list.emplace_back(value, name_, path_ + "/" + std::to_string(list.size()));
    return list;
}

const std::string& Node::text() const {
    if (!json_->is_string())
        fail("not a text; write it in quotes");
    return json_->get_ref<const std::string&>();
}

Bytes Node::hex() const {
    try {
        return fromHex(text());
    } catch (const Error&) {
        fail("not hexadecimal; write two digits 0-9 A-F for each byte");
    }
}

std::uint16_t Node::word() const {
    const Bytes bytes = hex();
    if (bytes.size() != 2)
        fail("not four hexadecimal digits; write for instance \"0018\"");
    return static_cast<std::uint16_t>(bytes[0] << 8U | bytes[1]);
}

std::uint64_t Node::number(std::uint64_t most) const {
    if (const auto number = wholeNumber(*json_, most))
        return *number;
    fail("not a whole number from 0 to " + std::to_string(most));
}

bool Node::flag() const {
    if (!json_->is_boolean())
        fail("not true or false");
    return json_->get<bool>();
}

} // namespace kaomado::emulator
