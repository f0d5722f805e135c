// SPDX-License-Identifier: Apache-2.0
#include "coverage.hpp"

#include "kaomado/base/text_file.hpp"
#include "kaomado/procedure/usage.hpp"

#include <algorithm>
#include <sstream>

namespace kaomado::coverage {

namespace {
namespace fs = std::filesystem;
using procedure::Home;
using procedure::Rule;
using procedure::Rulebook;
using procedure::Use;

constexpr std::size_t kScenarioDigits = 3;
constexpr std::size_t kSwitchDigits = 2;

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

bool isSource(const fs::path& path) {
    constexpr std::string_view kKinds[] = {".cpp", ".hpp", ".json", ".yaml", ".sql",
                                           ".ts",  ".js",  ".html", ".css"};
    return std::ranges::find(kKinds, path.extension()) != std::end(kKinds);
}

bool containsWord(const std::string& text, const std::string& word) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !isWordCharacter(text[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == text.size() || !isWordCharacter(text[end])))
            return true;
    }
    return false;
}

/// "P-042" for every name P_042_X…
void namedTests(const std::string& text, char letter, std::size_t digits, std::set<std::string>& found) {
    const std::string beginning = {letter, '_'};
    for (std::size_t at = text.find(beginning); at != std::string::npos; at = text.find(beginning, at + 1)) {
        const std::string number = text.substr(at + 2, digits);
        const bool allDigits =
            number.size() == digits && number.find_first_not_of("0123456789") == std::string::npos;
        const std::string rest =
            text.substr(at + 2 + digits < text.size() ? at + 2 + digits : text.size(), 2);
        const bool name =
            rest.size() == 2 && rest[0] == '_' && std::isupper(static_cast<unsigned char>(rest[1])) != 0;
        if (allDigits && name && (at == 0 || !isWordCharacter(text[at - 1])))
            found.insert(std::string{letter, '-'} + number);
    }
}

template <class Work>
void forEachFile(const fs::path& folder, const Work& work) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && isSource(entry.path()))
            work(entry.path());
}

std::string placeOf(const Use& use) {
    return use.procedure.empty() ? use.subject
                                 : use.procedure + (use.subject.empty() ? "" : " " + use.subject);
}

RuleRow::Claim claimOf(const Home& home, const Rule& rule, const std::vector<Use>& uses,
                       const fs::path& root) {
    if (home.kind == Home::Kind::Note)
        return {"note", true};
    if (home.kind == Home::Kind::Code)
        return {home.path, names(root / home.path, rule.id)};
    std::string first = uses.empty() ? "data" : placeOf(uses.front());
    if (uses.size() > 1)
        first += " +" + std::to_string(uses.size() - 1);
    return {first, !uses.empty()};
}

std::vector<std::string> scenariosOf(const Rulebook& book, const std::string& rule) {
    std::vector<std::string> ids;
    for (const procedure::Scenario* scenario : procedure::scenariosOf(book, rule))
        ids.push_back(scenario->id);
    return ids;
}

/// R-X-12 → X-12
std::string testOf(const std::string& rule) {
    return rule.substr(2);
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}
} // namespace

bool RuleRow::atHome() const {
    return !claims.empty() && std::ranges::all_of(claims, &Claim::holds);
}

std::set<std::string> testedUnder(const fs::path& folder) {
    std::set<std::string> found;
    forEachFile(folder, [&](const fs::path& path) {
        const std::string text = readTextFile(path);
        namedTests(text, 'P', kScenarioDigits, found);
        namedTests(text, 'X', kSwitchDigits, found);
    });
    return found;
}

bool names(const fs::path& fileOrFolder, const std::string& identifier) {
    if (fs::is_regular_file(fileOrFolder))
        return containsWord(readTextFile(fileOrFolder), identifier);
    bool found = false;
    if (fs::is_directory(fileOrFolder))
        forEachFile(fileOrFolder, [&](const fs::path& path) {
            found = found || containsWord(readTextFile(path), identifier);
        });
    return found;
}

Report report(const Rulebook& book, const fs::path& root) {
    Report result;
    const auto uses = procedure::usage(book);
    const auto tested = testedUnder(root / "tests");
    for (const auto& [id, rule] : book.rules) {
        RuleRow row{id, rule.mark, {}, scenariosOf(book, id)};
        const auto used = uses.find(id);
        for (const Home& home : rule.enforced)
            row.claims.push_back(
                claimOf(home, rule, used == uses.end() ? std::vector<Use>{} : used->second, root));
        if (rule.beyond && !rule.beyond->switchedBy.empty() && !tested.contains(testOf(id)))
            result.switchesUntested.push_back(id);
        (rule.beyond ? result.beyond : result.guideline).push_back(std::move(row));
    }
    for (const procedure::Scenario& scenario : book.scenarios) {
        result.scenarios.push_back(scenario.id);
        if (!tested.contains(scenario.id))
            result.untested.push_back(scenario.id);
    }
    return result;
}

std::set<std::string> readGaps(const fs::path& file) {
    std::set<std::string> gaps;
    std::istringstream lines(readTextFile(file));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        for (std::string word; words >> word;)
            gaps.insert(word);
    }
    return gaps;
}

std::vector<std::string> complaints(const Report& report, const std::set<std::string>& gaps) {
    std::vector<std::string> list;
    for (const std::string& id : report.untested)
        if (!gaps.contains(id))
            list.push_back(id + " has no test: add one whose name begins with it, as P_042_…");
    for (const auto* rows : {&report.guideline, &report.beyond})
        for (const RuleRow& row : *rows) {
            if (row.claims.empty() && row.mark != 'X')
                list.push_back(row.id + " lives nowhere: say where in 'enforced' of the rule");
            for (const RuleRow::Claim& claim : row.claims)
                if (!claim.holds && !gaps.contains(row.id))
                    list.push_back(
                        row.id + " is said to live in " + claim.home +
                        ", which does not name it: name it there, or correct 'enforced' of the rule");
            if (row.scenarios.empty() && row.mark != 'X')
                list.push_back(row.id + " has no scenario: add one to scenarios.yaml");
        }
    for (const std::string& id : report.switchesUntested)
        list.push_back(id + " has a switch and no test: add one whose name begins with " + testOf(id) +
                       ", as X_12_…");
    return list;
}

std::vector<std::string> closed(const Report& report, const std::set<std::string>& gaps) {
    std::set<std::string> left = gaps;
    for (const std::string& id : report.untested)
        left.erase(id);
    for (const auto* rows : {&report.guideline, &report.beyond})
        for (const RuleRow& row : *rows)
            if (!row.atHome())
                left.erase(row.id);
    return {left.begin(), left.end()};
}

std::string text(const Report& report) {
    constexpr std::size_t kIdWidth = 12;
    constexpr std::size_t kHomeWidth = 64;
    std::ostringstream out;
    std::size_t atHome = 0;
    for (const auto* rows : {&report.guideline, &report.beyond})
        for (const RuleRow& row : *rows) {
            std::string homes;
            for (const RuleRow::Claim& claim : row.claims)
                homes += (homes.empty() ? "" : ", ") + claim.home + (claim.holds ? "" : " (NOT YET)");
            out << padded(row.id, kIdWidth) << padded(homes.empty() ? "not adopted" : homes, kHomeWidth)
                << ' ' << joined(row.scenarios) << '\n';
            atHome += row.mark != 'X' && row.atHome() ? 1U : 0U;
        }
    out << '\n'
        << report.guideline.size() << " rules of the guideline, " << atHome
        << " of them where they are said to live; " << report.beyond.size() << " from beyond it\n"
        << report.scenarios.size() << " scenarios, " << report.scenarios.size() - report.untested.size()
        << " of them with a test; without: " << (report.untested.empty() ? "none" : joined(report.untested))
        << '\n';
    return out.str();
}

} // namespace kaomado::coverage
