// SPDX-License-Identifier: Apache-2.0
#include "kaomado/lock/pin_set.hpp"

#include "embedded/pins_json.hpp"
#include "kaomado/base/json_text.hpp"

#include <algorithm>
#include <set>

namespace kaomado::lock {

namespace {
using Json = nlohmann::json;

/// Reads members of one object and says where something is wrong.
class Node {
public:
    Node(const Json& json, std::string place) : json_(json), place_(std::move(place)) {}

    [[noreturn]] void fail(const std::string& why) const {
        throw Error(Fault::RulebookInvalid, place_ + ": " + why);
    }
    void onlyMembers(const std::set<std::string>& known) const {
        if (!json_.is_object())
            fail("write an object { … } here");
        for (const auto& [key, unused] : json_.items())
            if (!known.contains(key))
                fail("unknown member \"" + key + "\"; remove it or correct its spelling");
    }
    Node at(const std::string& key) const {
        if (!json_.is_object() || !json_.contains(key))
            fail("member \"" + key + "\" is missing; add it");
        return {json_.at(key), place_ + (place_.find(": /") == std::string::npos ? ": /" : "/") + key};
    }
    std::string text() const {
        if (!json_.is_string() || json_.get_ref<const std::string&>().empty())
            fail("write a text in quotes, not empty");
        return json_.get<std::string>();
    }
    unsigned tries() const {
        const auto tries = wholeNumber(json_, 15U);
        if (!tries || *tries == 0)
            fail("write a whole number from 1 to 15");
        return *tries;
    }
    std::vector<Node> list() const {
        if (!json_.is_array() || json_.empty())
            fail("write a list [ … ] with at least one entry");
        std::vector<Node> nodes;
        for (std::size_t i = 0; i < json_.size(); ++i)
            nodes.emplace_back(json_[i], place_ + "/" + std::to_string(i));
        return nodes;
    }

private:
    const Json& json_;
    std::string place_;
};

bool digitsOnly(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

card::FileId fileFrom(const Node& node) {
    const std::string text = node.text();
    const bool hex = text.size() == 4 && std::ranges::all_of(text, [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
                     });
    if (!hex)
        node.fail("write a file as four digits 0-9, A-F, e.g. \"001C\"");
    const auto file = static_cast<card::FileId>(std::stoul(text, nullptr, 16));
    if (file < 0x0001 || file > 0x001E)
        node.fail("files of the card lie in 0001 to 001E");
    return file;
}

Target targetFrom(const Node& node) {
    node.onlyMembers({"app", "file", "limit"});
    const auto app = card::appNamed(node.at("app").text());
    if (!app)
        node.at("app").fail("write JPKI, TEXT, VISUAL, JUKI or COMMON");
    const Target target{{*app, fileFrom(node.at("file"))}, node.at("limit").tries()};
    if (neverLocked(target.where))
        node.fail("this reference must never be locked; remove it");
    return target;
}

SetPin pinFrom(const Node& node) {
    node.onlyMembers({"id", "ja", "en", "references"});
    SetPin pin{node.at("id").text(), node.at("ja").text(), node.at("en").text(), {}};
    for (const Node& reference : node.at("references").list())
        pin.targets.push_back(targetFrom(reference));
    return pin;
}

std::array<std::string, 2> candidatesFrom(const Node& node) {
    const auto list = node.list();
    if (list.size() != 2 || list[0].text() == list[1].text())
        node.fail("write two different candidates");
    for (const Node& candidate : list)
        if (candidate.text().size() != 4 || !digitsOnly(candidate.text()))
            candidate.fail("write four digits in quotes");
    return {list[0].text(), list[1].text()};
}

void refuseRepeats(const PinSet& set, const Node& node) {
    std::set<std::string> ids;
    std::set<card::Reference> references;
    for (const SetPin& pin : set.pins) {
        if (!ids.insert(pin.id).second)
            node.fail("id \"" + pin.id + "\" is used twice; give each PIN its own");
        for (const Target& target : pin.targets)
            if (!references.insert(target.where).second)
                node.fail("a reference of \"" + pin.id + "\" is named twice; remove one");
    }
}

Json parseJson(std::string_view json, std::string_view name) {
    try {
        return Json::parse(json);
    } catch (const Json::exception& error) {
        throw Error(Fault::RulebookInvalid, std::string(name) + ": not JSON: " + error.what());
    }
}
} // namespace

bool neverLocked(const card::Reference& where) {
    using namespace card;
    static constexpr Reference kNever[] = {{App::Jpki, file::kSignaturePassword},
                                           {App::Text, file::kTextUnnamed},
                                           {App::Text, file::kTextInternalPrivateKey},
                                           {App::Text, file::kTextNumberA},
                                           {App::Text, file::kTextNumberB},
                                           {App::Visual, file::kVisualBirthKey},
                                           {App::Visual, file::kVisualNumberB},
                                           {App::Visual, file::kVisualNumberA}};
    return std::ranges::find(kNever, where) != std::end(kNever);
}

PinSet PinSet::parse(std::string_view json, std::string_view name) {
    const Json document = parseJson(json, name);
    const Node root(document, std::string(name));
    root.onlyMembers({"edition", "comment", "pins", "candidates"});
    PinSet set{root.at("edition").text(), {}, candidatesFrom(root.at("candidates"))};
    for (const Node& pin : root.at("pins").list())
        set.pins.push_back(pinFrom(pin));
    refuseRepeats(set, root.at("pins"));
    return set;
}

const PinSet& PinSet::builtIn() {
    static const PinSet kSet = parse(embedded::pins_json(), "pins.json (built in)");
    return kSet;
}

} // namespace kaomado::lock
