// SPDX-License-Identifier: Apache-2.0
#include "card.hpp"
#include "card_report.hpp"

#include <iostream>

namespace kaomado::app {

namespace {
struct Options {
    std::string file, ca;
    bool json = false, secrets = false;
};

int run(const Options& o, const Frame& frame) {
    const auto image = emulator::CardImage::load(o.file);
    std::optional<trust::TrainingCa> ca;
    if (!o.ca.empty()) {
        if (!std::filesystem::is_directory(o.ca))
            throw Error(Fault::FileMissing, o.ca + ": no folder of a training CA");
        ca.emplace(trust::TrainingCa::open(o.ca));
    }
    const CardReport report = reportOf(image, SystemClock().now(), ca ? &*ca : nullptr);
    if (o.json)
        std::cout << reportJson(report, o.secrets ? &image : nullptr);
    else
        std::cout << reportText(report, frame.language())
                  << (o.secrets ? secretsText(image, frame.language()) : "");
    return kOk;
}
} // namespace

void addCardShow(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "show", "card.show");
    const auto o = std::make_shared<Options>();
    command->add_option("file", o->file, frame.text("card.file"))->option_text("FILE")->required();
    command->add_option("--ca", o->ca, frame.text("card.show.ca"))->type_name("DIR");
    command->add_flag("--json", o->json, frame.text("card.json"));
    command->add_flag("--secrets", o->secrets, frame.text("card.show.secrets.flag"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
