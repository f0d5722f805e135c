// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "loader.hpp"

#include <algorithm>
#include <array>

namespace kaomado::forms {

namespace {
template <typename T, std::size_t n>
T oneOf(const yaml::Yaml& node, std::string_view key,
        const std::array<std::pair<std::string_view, T>, n>& names) {
    const std::string word = node.text(key);
    for (const auto& [name, value] : names)
        if (name == word)
            return value;
    std::string all;
    for (const auto& [name, value] : names)
        all += " " + std::string(name);
    node.at(key).problem("'" + word + "' is no " + std::string(key), "write one of" + all);
    return names.front().second;
}

constexpr std::array<std::pair<std::string_view, Form::History>, 4> kHistories{
    {{"new", Form::History::New},
     {"revised", Form::History::Revised},
     {"existing", Form::History::Existing},
     {"own", Form::History::Own}}};
constexpr std::array<std::pair<std::string_view, Form::Design>, 2> kDesigns{
    {{"own", Form::Design::Own}, {"items", Form::Design::Items}}};
constexpr std::array<std::pair<std::string_view, Form::Audience>, 2> kAudiences{
    {{"resident", Form::Audience::Resident}, {"staff", Form::Audience::Staff}}};
constexpr std::array<std::pair<std::string_view, paper::Size>, 3> kSizes{
    {{"A4", paper::kA4}, {"A5", paper::kA5}, {"postcard", paper::kPostcard}}};
constexpr std::array<std::pair<std::string_view, Field::Kind>, 3> kKinds{
    {{"text", Field::Kind::Text}, {"date", Field::Kind::Date}, {"word", Field::Kind::Word}}};
} // namespace

std::optional<Date> Loader::day(const Yaml& node, std::string_view key) {
    if (!node.has(key))
        return std::nullopt;
    try {
        return dateFrom(node.at(key).text());
    } catch (const Error&) {
        node.at(key).problem("no day", "write YYYY-MM-DD");
        return std::nullopt;
    }
}

Form Loader::formOf(const Yaml& node) {
    node.keys({"id", "document", "steps", "title", "edition", "from", "until", "history", "design",
               "audience", "rules", "source", "enclose", "parts", "paper", "margin", "blocks"});
    Form form;
    form.id = node.text("id");
    form.document = node.textOr("document");
    form.steps = node.words("steps");
    form.title = printable(node.at("title"), node.text("title"));
    form.edition = node.text("edition");
    form.from = day(node, "from");
    form.until = day(node, "until");
    form.history = oneOf(node, "history", kHistories);
    form.design = oneOf(node, "design", kDesigns);
    form.audience = oneOf(node, "audience", kAudiences);
    form.rules = node.words("rules");
    form.source = node.text("source");
    form.enclose = node.words("enclose");
    for (const Yaml& part : node.at("parts").items()) {
        part.keys({"id", "label", "standard", "visitor"});
        form.parts.push_back(
            {part.text("id"), part.text("label"), part.flag("standard"), part.textOr("visitor")});
        parts_.push_back(part.textOr("id"));
    }
    form.size = oneOf(node, "paper", kSizes);
    form.margin = number(node, "margin", form.margin, 5, 40);
    form.blocks = blocks(node.at("blocks"));
    if (form.blocks.empty())
        node.problem("a form without blocks", "add blocks");
    return form;
}

void Loader::form(const std::string& name, const std::string& text) {
    parts_.clear();
    const Yaml root = Yaml::parse(text, name, problems_, yaml::parseYaml);
    if (root.exists())
        library_.forms_.push_back(formOf(root));
}

void Loader::fields(const std::string& name, const std::string& text) {
    const Yaml root = Yaml::parse(text, name, problems_, yaml::parseYaml);
    for (const Yaml& node : root.items()) {
        node.keys({"id", "label", "kind", "values", "blank"});
        Field field{node.text("id"), node.text("label"), oneOf(node, "kind", kKinds), node.words("values"),
                    node.textOr("blank")};
        if (library_.field(field.id) != nullptr)
            node.problem("field '" + field.id + "' a second time", "remove one");
        if ((field.kind == Field::Kind::Word) == field.values.empty())
            node.problem("a word has values and nothing else has", "correct kind or values");
        library_.fields_.push_back(std::move(field));
    }
}

void Loader::texts(const std::string& name, const std::string& text) {
    const Yaml root = Yaml::parse(text, name, problems_, yaml::parseYaml);
    for (const Yaml& node : root.items()) {
        node.keys({"id", "rules", "source", "text"});
        library_.texts_[node.text("id")] = printable(node, node.text("text"));
    }
}

void Loader::throwIfWrong() const {
    if (!problems_.empty())
        throw Error(Fault::FileMalformed, problems_.text());
}

} // namespace kaomado::forms
