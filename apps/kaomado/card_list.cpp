// SPDX-License-Identifier: Apache-2.0
#include "card.hpp"
#include "card_report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace kaomado::app {

namespace {
namespace fs = std::filesystem;

struct Options {
    std::string folder = ".";
    bool json = false;
};

std::vector<fs::path> cardFiles(const std::string& folder) {
    std::error_code failed;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.path().extension() == ".card")
            files.push_back(entry.path());
    if (failed)
        throw Error(Fault::FileMissing, folder + ": cannot be read as a folder (" + failed.message() + ")");
    std::ranges::sort(files);
    return files;
}

struct Row {
    std::string file;
    std::optional<CardReport> report;
    std::string error;
};

Row rowFor(const fs::path& path, Instant now) {
    try {
        return {path.filename(), reportOf(emulator::CardImage::load(path), now, nullptr), {}};
    } catch (const Error& e) {
        return {path.filename(), std::nullopt, e.what()};
    }
}

void print(const Row& row, const Frame& frame) {
    if (row.report)
        std::cout << row.file << "  " << frame.text("card.show.profile." + row.report->looksLike) << "  "
                  << row.report->name << "  " << (row.report->expiry ? toIso(*row.report->expiry) : "-")
                  << '\n';
    else
        std::cout << row.file << "  " << frame.text("card.list.broken") << row.error << '\n';
}

nlohmann::ordered_json jsonOf(const Row& row) {
    if (!row.report)
        return {{"file", row.file}, {"error", row.error}};
    return {{"file", row.file},
            {"looksLike", row.report->looksLike},
            {"serial", row.report->serial},
            {"name", row.report->name},
            {"expiry", row.report->expiry ? toIso(*row.report->expiry) : ""}};
}

int run(const Options& o, const Frame& frame) {
    const Instant now = SystemClock().now();
    bool broken = false;
    auto all = nlohmann::ordered_json::array();
    for (const fs::path& path : cardFiles(o.folder)) {
        const Row row = rowFor(path, now);
        broken = broken || !row.report;
        if (o.json)
            all.push_back(jsonOf(row));
        else
            print(row, frame);
    }
    if (o.json)
        std::cout << all.dump(2) << '\n';
    return broken ? kDataError : kOk;
}
} // namespace

void addCardList(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "list", "card.list");
    const auto o = std::make_shared<Options>();
    command->add_option("--dir", o->folder, frame.text("card.list.dir"))
        ->type_name("DIR")
        ->capture_default_str();
    command->add_flag("--json", o->json, frame.text("card.json"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
