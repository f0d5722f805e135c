// SPDX-License-Identifier: Apache-2.0
#include "kaomado/yaml/tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace kaomado::yaml {

namespace {
/// Builds the tree from the parser's events. Containers that are not closed yet stand on a stack.
class Builder final : public YAML::EventHandler {
public:
    YamlNode root;

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1)
            refuse(mark, "a second document in the file");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(node(mark, anchor, YamlNode::Kind::Nothing));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { refuse(mark, kAnchor); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        YamlNode text = node(mark, anchor, YamlNode::Kind::Text);
        text.quoted = tag == "!"; // what the parser calls a scalar that was not written plain
        text.text = value;
        add(std::move(text));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open_.push_back(node(mark, anchor, YamlNode::Kind::List));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open_.push_back(node(mark, anchor, YamlNode::Kind::Map));
    }
    void OnMapEnd() override { close(); }

private:
    static constexpr const char* kAnchor = "an anchor or alias";

    [[noreturn]] static void refuse(const YAML::Mark& mark, const char* what) {
        throw YamlRefused{mark.line + 1, what, "write the content out in one document"};
    }
    static YamlNode node(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind) {
        if (anchor != YAML::NullAnchor)
            refuse(mark, kAnchor);
        YamlNode made;
        made.kind = kind;
        made.line = mark.line + 1;
        return made;
    }
    void close() {
        YamlNode closed = std::move(open_.back());
        open_.pop_back();
        add(std::move(closed));
    }
    void add(YamlNode node) {
        if (open_.empty())
            root = std::move(node);
        else
            open_.back().items.push_back(std::move(node));
    }

    int documents_ = 0;
    std::vector<YamlNode> open_;
};
} // namespace

std::shared_ptr<const YamlNode> parseYaml(const std::string& text) {
    Builder builder;
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const YAML::Exception& error) {
        throw YamlRefused{error.mark.line + 1, "not YAML: " + error.msg, "correct the form"};
    }
    return std::make_shared<const YamlNode>(std::move(builder.root));
}

} // namespace kaomado::yaml
