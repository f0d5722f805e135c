// SPDX-License-Identifier: Apache-2.0
#include "kaomado/yaml/node.hpp"

#include <algorithm>

namespace kaomado::yaml {

namespace {
bool ambiguous(std::string_view text) {
    constexpr std::string_view kWords[] = {"yes", "no",  "Yes",  "No",    "YES",  "NO",    "true", "false",
                                           "on",  "off", "True", "False", "TRUE", "FALSE", "~",    "null"};
    return std::ranges::find(kWords, text) != std::end(kWords);
}
} // namespace

std::string Problem::text() const {
    return file + ":" + std::to_string(line) + ": " + what + "; " + remedy;
}

void Problems::add(std::string_view file, int line, std::string_view what, std::string_view remedy,
                   bool doubt) {
    list_.push_back({std::string(file), line, std::string(what), std::string(remedy), doubt});
}

std::vector<Problem> Problems::sorted() const {
    std::vector<Problem> sorted = list_;
    std::ranges::stable_sort(sorted, [](const Problem& a, const Problem& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    return sorted;
}

std::string Problems::text() const {
    std::string all;
    for (const Problem& problem : sorted())
        all += (all.empty() ? "" : "\n") + problem.text();
    return all;
}

Yaml Yaml::parse(const std::string& text, const std::string& file, Problems& problems, YamlParser& parser) {
    try {
        return {parser(text), file, 1, problems};
    } catch (const YamlRefused& refused) {
        problems.add(file, refused.line, refused.what, refused.remedy);
    }
    return {nullptr, file, 1, problems};
}

void Yaml::problem(std::string_view what, std::string_view remedy) const {
    problems_->add(*file_, line_, what, remedy);
}

void Yaml::doubt(std::string_view what, std::string_view remedy) const {
    problems_->add(*file_, line_, what, remedy, true);
}

Yaml Yaml::child(const YamlNode& node) const {
    return {std::shared_ptr<const YamlNode>(node_, &node), *file_, node.line, *problems_};
}

bool Yaml::keys(std::initializer_list<std::string_view> allowed) const {
    if (!isMap()) {
        problem("a map is expected here", "write key: value pairs");
        return false;
    }
    std::vector<std::string> seen;
    for (const auto& [key, value] : pairs()) {
        if (std::ranges::find(allowed, key) == allowed.end())
            value.problem("unknown key '" + key + "'", "remove it or correct its spelling");
        if (std::ranges::find(seen, key) != seen.end())
            value.problem("key '" + key + "' a second time", "keep one of them");
        seen.push_back(key);
    }
    return true;
}

Yaml Yaml::at(std::string_view key) const {
    if (isMap())
        for (std::size_t i = 0; i + 1 < node_->items.size(); i += 2)
            if (node_->items[i].kind == YamlNode::Kind::Text && node_->items[i].text == key)
                return child(node_->items[i + 1]);
    return {nullptr, *file_, line_, *problems_};
}

std::vector<std::pair<std::string, Yaml>> Yaml::pairs() const {
    std::vector<std::pair<std::string, Yaml>> list;
    if (!isMap())
        return list;
    for (std::size_t i = 0; i + 1 < node_->items.size(); i += 2) {
        Yaml value = child(node_->items[i + 1]);
        if (node_->items[i].kind == YamlNode::Kind::Text)
            list.emplace_back(node_->items[i].text, std::move(value));
        else
            value.problem("a key that is not a word", "use a word as the key");
    }
    return list;
}

std::vector<Yaml> Yaml::items() const {
    std::vector<Yaml> list;
    if (!exists())
        return list;
    if (!isList()) {
        problem("a list is expected here", "write [a, b] or lines beginning with -");
        return list;
    }
    for (const YamlNode& item : node_->items)
        list.push_back(child(item));
    return list;
}

std::string Yaml::text() const {
    if (!isText()) {
        problem("a text is expected here", "write a plain value");
        return {};
    }
    if (!node_->quoted && ambiguous(node_->text))
        problem("unquoted '" + node_->text + "'", "put it in quotes");
    return node_->text;
}

std::string Yaml::text(std::string_view key) const {
    const Yaml value = at(key);
    std::string text = value.exists() ? value.text() : std::string{};
    if (text.empty())
        value.problem("'" + std::string(key) + "' is missing or empty", "add it");
    return text;
}

std::string Yaml::textOr(std::string_view key) const {
    const Yaml value = at(key);
    return value.exists() ? value.text() : std::string{};
}

bool Yaml::flag(std::string_view key) const {
    const Yaml value = at(key);
    if (!value.exists())
        return false;
    const std::string text = value.text();
    if (text != "yes" && text != "no")
        value.problem("'" + std::string(key) + R"(' is neither "yes" nor "no")",
                      "write one of them in quotes");
    return text == "yes";
}

std::vector<std::string> Yaml::words(std::string_view key) const {
    std::vector<std::string> list;
    for (const Yaml& item : at(key).items())
        list.push_back(item.text());
    return list;
}

} // namespace kaomado::yaml
