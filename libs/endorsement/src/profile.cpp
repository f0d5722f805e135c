// SPDX-License-Identifier: Apache-2.0
#include "kaomado/endorsement/profile.hpp"

#include "embedded/profile_yaml.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/yaml/node.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kaomado::endorsement {

namespace {
using yaml::Yaml;

std::string shortly(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

double number(const Yaml& node, std::string_view key, double least, double most) {
    const std::string text = node.text(key);
    if (text.empty())
        return least; // told already
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && value >= least && value <= most)
        return value;
    node.at(key).problem("'" + std::string(key) + "' is no number that makes sense here",
                         "write one from " + shortly(least) + " to " + shortly(most));
    return least;
}

void readField(Profile& profile, const Yaml& node) {
    if (!node.keys({"x", "y", "width", "height", "lines"}))
        return;
    profile.field = {number(node, "x", 0, kCard.width), number(node, "y", 0, kCard.height),
                     number(node, "width", 10, kCard.width), number(node, "height", 2, kCard.height)};
    const double lines = number(node, "lines", 1, 12);
    profile.lines = static_cast<unsigned>(lines);
    if (lines != std::floor(lines))
        node.at("lines").problem("a part of a line", "write a whole number");
}

void readSmallest(Profile& profile, const Yaml& node) {
    if (!node.keys({"points", "dots"}))
        return;
    profile.smallestPoints = number(node, "points", 4, 20);
    profile.smallestDots = number(node, "dots", 16, 100);
}

void readPrinter(Profile& profile, const Yaml& node) {
    if (!node.keys({"dpi", "offset_x", "offset_y", "scale"}))
        return;
    profile.dotsPerInch = number(node, "dpi", 100, 4800);
    profile.offset = {number(node, "offset_x", -20, 20), number(node, "offset_y", -20, 20)};
    profile.scale = number(node, "scale", 0.9, 1.1);
}

bool onCard(const paper::Box& box) {
    return box.x >= 0 && box.y >= 0 && box.right() <= kCard.width && box.bottom() <= kCard.height;
}

void checkRoom(const Profile& profile, const Yaml& root) {
    if (!onCard(profile.field))
        root.at("field").problem("the field is larger than the card", "measure it again");
    else if (!onCard(profile.calibrated(profile.field)))
        root.at("printer").problem("the field would lie outside the page", "measure the offset again");
    if (2 * profile.margin >= profile.lineHeight())
        root.at("margin").problem("nothing of a line is left", "make it smaller");
    if (profile.seal.width + 3 * profile.margin >= profile.field.width ||
        profile.seal.height > profile.field.height)
        root.at("seal").problem("the seal leaves no room in the field", "measure it again");
}
} // namespace

paper::Box Profile::line(unsigned number) const {
    return {field.x, field.y + (number - 1) * lineHeight(), field.width, lineHeight()};
}

double Profile::smallest() const {
    return std::max(smallestPoints, smallestDots * 72 / dotsPerInch);
}

paper::Box Profile::calibrated(const paper::Box& box) const {
    return {box.x * scale + offset.x, box.y * scale + offset.y, box.width * scale, box.height * scale};
}

Profile Profile::parse(const std::string& text, const std::string& file) {
    yaml::Problems problems;
    const Yaml root = Yaml::parse(text, file, problems, yaml::parseYaml);
    Profile profile;
    if (root.keys({"source", "field", "margin", "seal", "smallest", "smallest_source", "printer"})) {
        readField(profile, root.at("field"));
        profile.margin = number(root, "margin", 0, 5);
        if (const Yaml seal = root.at("seal"); seal.keys({"width", "height"}))
            profile.seal = {number(seal, "width", 2, 30), number(seal, "height", 2, 30)};
        readSmallest(profile, root.at("smallest"));
        readPrinter(profile, root.at("printer"));
        if (problems.empty())
            checkRoom(profile, root);
    }
    if (!problems.empty())
        throw Error(Fault::FileMalformed, problems.text());
    return profile;
}

const Profile& Profile::builtIn() {
    static const Profile profile = parse(std::string(embedded::profile_yaml()), "profile.yaml");
    return profile;
}

} // namespace kaomado::endorsement
