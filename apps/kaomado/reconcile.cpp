// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"
#include "commands.hpp"

#include <kaomado/counter/reconcile.hpp>
#include <kaomado/emulator/emulated_card.hpp>
#include <kaomado/pcsc/monitor.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {

using nlohmann::ordered_json;

constexpr int kDisagrees = 2;

struct Options {
    AuditSource source;
    std::string card, reader;
    bool json = false;
};

chip::ChipReading readCard(const Options& options) {
    const SystemClock clock;
    if (!options.card.empty()) {
        emulator::Chip chip(emulator::CardImage::load(options.card));
        emulator::EmulatedCard card(chip);
        return chip::readChip(card, clock, "reconcile");
    }
    const auto wanted = options.reader.empty() ? std::nullopt : std::optional{options.reader};
    pcsc::PcscCard card(pcsc::chooseReader(pcsc::listReaders(), wanted));
    return chip::readChip(card, clock, "reconcile");
}

ordered_json jsonOf(const counter::Reconciliation& result) {
    ordered_json list = ordered_json::array();
    for (const counter::Disagreement& one : result.disagreements)
        list.push_back({{"code", one.code},
                        {"case", one.caseId.empty() ? ordered_json(nullptr) : ordered_json(one.caseId)},
                        {"what", one.what},
                        {"todo", one.todo},
                        {"rules", one.rules},
                        {"keep_card", one.keepCard}});
    return {{"card", result.card},
            {"cases", result.cases},
            {"agrees", result.agrees()},
            {"disagreements", std::move(list)}};
}

void print(const counter::Reconciliation& result, const Frame& frame) {
    std::cout << fill(frame.text("reconcile.card"),
                      {{"card", result.card}, {"count", std::to_string(result.cases.size())}})
              << '\n';
    if (result.agrees())
        std::cout << frame.text("reconcile.agrees") << '\n';
    for (const counter::Disagreement& one : result.disagreements) {
        std::cout << "✕ " << one.what;
        if (!one.caseId.empty())
            std::cout << "　" << frame.text("reconcile.case") << one.caseId;
        for (const std::string& rule : one.rules)
            std::cout << (rule == one.rules.front() ? " [" : " ") << rule;
        std::cout << "]\n  → " << one.todo << '\n';
        if (one.keepCard)
            std::cout << "  ！ " << frame.text("reconcile.keep") << '\n';
    }
    std::cout << std::flush;
}

int compare(const Options& options, const Frame& frame) {
    const AuditedDatabase records(options.source);
    const auto result =
        counter::reconcile(counter::CaseList(records.database()), counter::CaseStore(records.database()),
                           records.municipality(), readCard(options), procedure::Rulebook::builtIn());
    if (options.json)
        std::cout << jsonOf(result).dump() << std::endl;
    else
        print(result, frame);
    return result.agrees() ? kOk : kDisagrees;
}

} // namespace

void addReconcile(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "reconcile", "reconcile");
    const auto options = std::make_shared<Options>();
    options->source.addTo(*command, frame);
    auto* reader =
        command->add_option("--reader", options->reader, frame.text("reconcile.reader"))->type_name("NAME");
    command->add_option("--card", options->card, frame.text("reconcile.file"))
        ->type_name("FILE")
        ->excludes(reader);
    command->add_flag("--json", options->json, frame.text("reconcile.json"));
    frame.run(command, [options, &frame] { return compare(*options, frame); });
}

} // namespace kaomado::app
