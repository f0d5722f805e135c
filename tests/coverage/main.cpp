// SPDX-License-Identifier: Apache-2.0
// Every rule: where it lives, which scenarios test it, and whether the tests exist. Prints the table; what is
// missing and not in gaps.txt makes it fail, a line of gaps.txt that can go is told.
#include "coverage.hpp"
#include "kaomado/base/error.hpp"

#include <iostream>

int main(int argc, char** argv) {
    using namespace kaomado;
    if (argc != 2) {
        std::cerr << "usage: rule_coverage ROOT\n";
        return 64;
    }
    try {
        const std::filesystem::path root = argv[1];
        const auto report = coverage::report(procedure::Rulebook::builtIn(), root);
        std::cout << coverage::text(report);
        const auto gapsFile = root / "tests/coverage/gaps.txt";
        const auto gaps = coverage::readGaps(gapsFile);
        const auto complaints = coverage::complaints(report, gaps);
        for (const std::string& id : coverage::closed(report, gaps))
            std::cout << id << " is no gap any more: delete its line of " << gapsFile.string() << '\n';
        for (const std::string& complaint : complaints)
            std::cerr << gapsFile.string() << ": " << complaint << '\n';
        return complaints.empty() ? 0 : 1;
    } catch (const Error& error) {
        std::cerr << error.what() << '\n';
        return 70;
    }
}
