// SPDX-License-Identifier: Apache-2.0
#include "cli.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace kaomado::test {
namespace {
using testing::HasSubstr;

class FrameCli : public Cli {
protected:
    /// Every command line that has a help: found by walking the help texts themselves.
    void walk(const Arguments& command, std::vector<Arguments>& all) {
        all.push_back(command);
        Arguments help = command;
        help.emplace_back("--help");
        const std::string text = kaomado(help).out;
        const std::size_t at = text.find("\nCommands:\n");
        if (at == std::string::npos)
            return;
        static const std::regex kName("^  ([a-z-]+) +\\S");
        std::istringstream lines(text.substr(at + 11));
        std::smatch match;
        for (std::string line; std::getline(lines, line) && std::regex_search(line, match, kName);) {
            Arguments deeper = command;
            deeper.push_back(match[1]);
            walk(deeper, all);
        }
    }
    static std::set<std::string> optionsIn(const std::string& help) {
        static const std::regex kOption("--[a-z-]+(?=[ ,\\n])");
        std::set<std::string> found;
        std::istringstream lines(help);
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("  -"))
                for (std::sregex_iterator it(line.begin(), line.end(), kOption), end; it != end; ++it)
                    found.insert(it->str());
        return found;
    }
};

TEST_F(FrameCli, WithoutACommandItIsAUsageError) {
    const Finished none = kaomado({});
    EXPECT_EQ(none.exitCode, 64);
    EXPECT_THAT(none.err, oneMessage("subcommand"));
}

TEST_F(FrameCli, UnknownCommandsAndOptionsAreUsageErrors) {
    EXPECT_EQ(kaomado({"frobnicate"}).exitCode, 64);
    EXPECT_EQ(kaomado({"card", "frobnicate"}).exitCode, 64);
    const Finished option = kaomado({"card", "list", "--frobnicate"});
    EXPECT_EQ(option.exitCode, 64);
    EXPECT_THAT(option.err, oneMessage("--frobnicate"));
}

TEST_F(FrameCli, TheVersionAndTheRulebooksEditionArePrinted) {
    const Finished version = kaomado({"--version"});
    EXPECT_EQ(version.exitCode, 0);
    EXPECT_THAT(version.out,
                testing::MatchesRegex("kaomado " KAOMADO_VERSION "\nrulebook edition [0-9]+[^\n]*\n"));
}

TEST_F(FrameCli, TheLanguageFollowsTheEnvironment) {
    EXPECT_THAT(kaomado({"--help"}, {}, "ja_JP.UTF-8").out, HasSubstr("使い方"));
    EXPECT_THAT(kaomado({"--help"}, {}, "en_US.UTF-8").out, HasSubstr("Usage"));
    EXPECT_THAT(kaomado({"card", "show", "none.card"}, {}, "ja_JP.UTF-8").err, HasSubstr("対処："));
}

TEST_F(FrameCli, EveryHelpIsCompleteInBothLanguages) {
    std::vector<Arguments> commands;
    walk({}, commands);
    EXPECT_GE(commands.size(), 7U);
    for (Arguments command : commands) {
        command.emplace_back("--help");
        const std::string name = testing::PrintToString(command);
        const Finished japanese = kaomado(command, {}, "ja_JP.UTF-8"), english = kaomado(command);
        EXPECT_EQ(japanese.exitCode, 0) << name;
        EXPECT_EQ(english.exitCode, 0) << name;
        EXPECT_EQ(optionsIn(japanese.out), optionsIn(english.out)) << name;
        for (const char* heading : {"Usage", "Options:", "Commands:", "Arguments:", "REQUIRED"})
            EXPECT_THAT(japanese.out, testing::Not(HasSubstr(heading))) << name;
    }
}

TEST_F(FrameCli, EveryOptionIsExplained) {
    std::vector<Arguments> commands;
    walk({}, commands);
    static const std::regex kExplained("^  -[^ ]+( [^ ]+)*( REQUIRED)? {2,}[^ ].*$");
    for (Arguments command : commands) {
        command.emplace_back("--help");
        std::istringstream lines(kaomado(command).out);
        std::string line, next;
        while (std::getline(lines, line)) {
            if (!line.starts_with("  -"))
                continue;
            if (!std::regex_match(line, kExplained)) { // a long option has its explanation on the next line
                ASSERT_TRUE(std::getline(lines, next));
                EXPECT_THAT(next, testing::MatchesRegex(" {10,}[^ -].*")) << line;
            }
        }
    }
}

} // namespace
} // namespace kaomado::test
