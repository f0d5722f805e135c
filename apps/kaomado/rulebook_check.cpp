// SPDX-License-Identifier: Apache-2.0
#include "rulebook.hpp"

#include <kaomado/procedure/check.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace kaomado::app {

namespace {
struct Options {
    std::string folder;
    bool json = false;
};

nlohmann::ordered_json jsonOf(const std::vector<procedure::Problem>& problems, bool sound) {
    auto rows = nlohmann::ordered_json::array();
    for (const procedure::Problem& one : problems)
        rows.push_back({{"file", one.file},
                        {"line", one.line},
                        {"severity", one.doubt ? "doubt" : "problem"},
                        {"what", one.what},
                        {"remedy", one.remedy}});
    return {{"sound", sound}, {"problems", rows}};
}

void print(const std::vector<procedure::Problem>& problems, const std::string& folder, const Frame& frame) {
    for (const procedure::Problem& problem : problems) {
        const procedure::Problem one = procedure::translated(problem, frame.language());
        std::cout << (folder.empty() ? "" : folder + "/") << one.file << ':' << one.line << ": "
                  << frame.text(one.doubt ? "rulebook.check.doubt" : "rulebook.check.problem") << one.what
                  << '\n'
                  << frame.text("rulebook.check.remedy") << one.remedy << '\n';
    }
    const auto doubts = std::ranges::count(problems, true, &procedure::Problem::doubt);
    const auto wrong = std::ssize(problems) - doubts;
    std::cout << fill(frame.text(wrong == 0 ? "rulebook.check.sound" : "rulebook.check.wrong"),
                      {{"problems", std::to_string(wrong)}, {"doubts", std::to_string(doubts)}})
              << '\n';
}

std::string withoutEndingSlash(std::string folder) {
    while (folder.size() > 1 && folder.ends_with('/'))
        folder.pop_back();
    return folder;
}

int run(const Options& o, const Frame& frame) {
    const std::string folder = withoutEndingSlash(o.folder);
    const auto problems =
        folder.empty() ? procedure::checkBuiltIn() : procedure::check(procedure::readEdition(folder));
    const bool sound = std::ranges::all_of(problems, &procedure::Problem::doubt);
    if (o.json)
        std::cout << jsonOf(problems, sound).dump(2) << '\n';
    else
        print(problems, folder, frame);
    return sound ? kOk : kDataError;
}
} // namespace

void addRulebookCheck(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "check", "rulebook.check");
    const auto o = std::make_shared<Options>();
    command->add_option("edition", o->folder, frame.text("rulebook.edition"))->type_name("DIR");
    command->add_flag("--json", o->json, frame.text("rulebook.json"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
