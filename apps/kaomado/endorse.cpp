// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/endorsement/fit.hpp>
#include <kaomado/procedure/rulebook.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace kaomado::app {

namespace {
using endorsement::Entry;
using endorsement::Fit;
using endorsement::Profile;
using nlohmann::ordered_json;

constexpr int kByHand = 2;
constexpr std::size_t kLargestProfile = 64UL * 1024;

struct Options {
    unsigned line = 0;
    std::string date, head, profile, preview, pdf;
    double dotsPerInch = 300;
    bool json = false;
};

Profile profileOf(const Options& o) {
    return o.profile.empty() ? Profile::builtIn()
                             : Profile::parse(readTextFile(o.profile, kLargestProfile), o.profile);
}

/// The word is the rulebook's; nobody types it.
Entry entryOf(const Options& o) {
    const auto& entries = procedure::Rulebook::builtIn().entries;
    const auto set = std::ranges::find(entries, "set", &procedure::EntryText::id);
    return {set->word, dateFrom(o.date), o.head};
}

/// "6.8"
std::string tenths(double value) {
    std::string text = std::to_string(value + 1e-6);
    return text.substr(0, text.find('.') + 2);
}

ordered_json jsonOf(const paper::Box& box) {
    const auto mm = [](double value) { return std::round(value * 1000) / 1000; };
    return {{"x", mm(box.x)}, {"y", mm(box.y)}, {"width", mm(box.width)}, {"height", mm(box.height)}};
}

ordered_json jsonOf(const Entry& entry, const Fit& fit, const std::string& remedy) {
    return {{"line", fit.line},
            {"text", entry.text()},
            {"legible", fit.legible()},
            {"points", fit.points},
            {"smallest_points", fit.smallest},
            {"lines_taken", fit.linesTaken},
            {"line_mm", jsonOf(fit.box)},
            {"words_mm", jsonOf(fit.words)},
            {"seal_mm", jsonOf(fit.seal)},
            {"rule", "R-END-04"},
            {"remedy", fit.legible() ? ordered_json() : ordered_json(remedy)}};
}

void tell(const Entry& entry, const Fit& fit, const Frame& frame) {
    std::cout << fill(frame.text("endorse.line"),
                      {{"line", std::to_string(fit.line)}, {"text", entry.text()}})
              << '\n'
              << fill(frame.text(fit.legible() ? "endorse.size" : "endorse.too_small"),
                      {{"points", tenths(fit.points)}, {"smallest", tenths(fit.smallest)}})
              << '\n';
    if (fit.linesTaken > 1)
        std::cout << fill(frame.text("endorse.seal_lines"), {{"lines", std::to_string(fit.linesTaken)}})
                  << '\n';
}

void write(const std::string& path, const Bytes& bytes, const Options& o, const Frame& frame) {
    replaceFile(path, bytes);
    if (!o.json)
        std::cout << fill(frame.text("form.written"), {{"file", path}}) << '\n';
}

int endorse(const Options& o, const Frame& frame) {
    const Profile profile = profileOf(o);
    const Entry entry = entryOf(o);
    const Fit fit = endorsement::fit(profile, entry, o.line);
    const std::string& remedy = procedure::Rulebook::builtIn().rules.at("R-END-04").remedy;
    if (o.json)
        std::cout << jsonOf(entry, fit, remedy).dump() << '\n';
    else
        tell(entry, fit, frame);
    if (!fit.legible()) {
        std::cerr << (frame.language() == Language::Japanese ? remedy : frame.text("endorse.by_hand"))
                  << '\n';
        return kByHand;
    }
    const Instant now = SystemClock().now();
    if (!o.preview.empty())
        write(o.preview, endorsement::preview(profile, entry, fit, now).png(0, o.dotsPerInch), o, frame);
    if (!o.pdf.empty())
        write(o.pdf, endorsement::print(profile, entry, fit, now).pdf(), o, frame);
    return kOk;
}
} // namespace

void addEndorse(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "endorse", "endorse");
    const auto o = std::make_shared<Options>();
    command->add_option("--line", o->line, frame.text("endorse.option.line"))->type_name("N")->required();
    command->add_option("--date", o->date, frame.text("endorse.option.date"))
        ->type_name("YYYY-MM-DD")
        ->required();
    command->add_option("--head", o->head, frame.text("endorse.option.head"))->type_name("TEXT")->required();
    command->add_option("--profile", o->profile, frame.text("endorse.option.profile"))->type_name("FILE");
    command->add_option("--preview", o->preview, frame.text("endorse.option.preview"))->type_name("PNG");
    command->add_option("--pdf", o->pdf, frame.text("endorse.option.pdf"))->type_name("PDF");
    command->add_option("--dpi", o->dotsPerInch, frame.text("endorse.option.dpi"))->type_name("36-600");
    command->add_flag("--json", o->json, frame.text("endorse.option.json"));
    frame.run(command, [o, &frame] { return endorse(*o, frame); });
}

} // namespace kaomado::app
