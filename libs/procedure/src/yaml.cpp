// SPDX-License-Identifier: Apache-2.0
#include "yaml.hpp"

#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <sstream>

namespace kaomado::procedure {

namespace {
struct Refused {
    YAML::Mark mark;
    const char* what;
};

/// Lets everything pass except what makes a small file large or a tree a net.
class NoAliases final : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1)
            throw Refused{mark, "a second document in the file"};
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { check(mark, anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { throw Refused{mark, kWhat}; }
    void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  const std::string& /*value*/) override {
        check(mark, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        check(mark, anchor);
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        check(mark, anchor);
    }
    void OnMapEnd() override {}

private:
    static constexpr const char* kWhat = "an anchor or alias";
    static void check(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor)
            throw Refused{mark, kWhat};
    }
    int documents_ = 0;
};

YAML::Node load(const std::string& text) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    NoAliases guard;
    while (parser.HandleNextDocument(guard)) {
    }
    return YAML::Load(text);
}

bool ambiguous(std::string_view text) {
    constexpr std::string_view kWords[] = {"yes", "no",  "Yes",  "No",    "YES",  "NO",    "true", "false",
                                           "on",  "off", "True", "False", "TRUE", "FALSE", "~",    "null"};
    return std::ranges::find(kWords, text) != std::end(kWords);
}
} // namespace

void Problems::add(std::string_view file, int line, std::string_view what, std::string_view remedy) {
    lines_.push_back({std::string(file), std::string(what) + "; " + std::string(remedy), line});
}

std::string Problems::text() const {
    std::vector<Line> sorted = lines_;
    std::ranges::stable_sort(sorted, [](const Line& a, const Line& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    std::string all;
    for (const Line& line : sorted)
        all += (all.empty() ? "" : "\n") + line.file + ":" + std::to_string(line.line) + ": " + line.text;
    return all;
}

Yaml Yaml::parse(const std::string& text, const std::string& file, Problems& problems) {
    try {
        return {load(text), file, 1, problems};
    } catch (const Refused& refused) {
        problems.add(file, refused.mark.line + 1, refused.what, "write the content out in one document");
    } catch (const YAML::Exception& error) {
        problems.add(file, error.mark.line + 1, "not YAML: " + error.msg, "correct the form");
    }
    return {YAML::Node(YAML::NodeType::Undefined), file, 1, problems};
}

void Yaml::problem(std::string_view what, std::string_view remedy) const {
    problems_->add(*file_, line_, what, remedy);
}

Yaml Yaml::child(const YAML::Node& node) const {
    const bool marked = node.IsDefined() && !node.Mark().is_null();
    return {node.IsDefined() ? node : YAML::Node(YAML::NodeType::Undefined), *file_,
            marked ? node.Mark().line + 1 : line_, *problems_};
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
        for (const auto& pair : node_)
            if (pair.first.IsScalar() && pair.first.Scalar() == key)
                return child(pair.second);
    return child(YAML::Node(YAML::NodeType::Undefined));
}

std::vector<std::pair<std::string, Yaml>> Yaml::pairs() const {
    std::vector<std::pair<std::string, Yaml>> list;
    if (!isMap())
        return list;
    for (const auto& pair : node_) {
        Yaml value = child(pair.second);
        if (!pair.first.IsScalar())
            value.problem("a key that is not a word", "use a word as the key");
        else
            list.emplace_back(pair.first.Scalar(), std::move(value));
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
    for (const auto& item : node_)
        list.push_back(child(item));
    return list;
}

std::string Yaml::text() const {
    if (!isText()) {
        problem("a text is expected here", "write a plain value");
        return {};
    }
    if (node_.Tag() != "!" && ambiguous(node_.Scalar()))
        problem("unquoted '" + node_.Scalar() + "'", "put it in quotes");
    return node_.Scalar();
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

} // namespace kaomado::procedure
