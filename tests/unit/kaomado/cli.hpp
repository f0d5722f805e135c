// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process.hpp"
#include "support/sample_card.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/text_file.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace kaomado::test {

/// Runs the built program with a data folder of its own.
class Cli : public testing::Test {
protected:
    Finished kaomado(Arguments arguments, const std::string& input = {},
                     const std::string& language = "en_US.UTF-8") {
        arguments.insert(arguments.begin(), KAOMADO);
        caFolder();
        return run(arguments, input, {{"LC_ALL", language}, {"KAOMADO_DATA", (dir_ / "data").string()}});
    }
    std::string path(const std::string& name) const { return (dir_ / name).string(); }
    /// A sample card as a file; the CA that issued it is the program's default one, caFolder().
    std::string sample(training::Profile profile) {
        std::string file = path(std::string(training::nameOf(profile)) + ".card");
        sampleCard(profile).save(file);
        return file;
    }
    std::string caFolder() {
        const std::filesystem::path folder = dir_ / "data" / "training-ca";
        if (std::filesystem::exists(folder))
            return folder;
        std::filesystem::create_directories(folder);
        std::filesystem::copy(std::filesystem::path(sampleFolder()) / "ca", folder,
                              std::filesystem::copy_options::recursive);
        return folder;
    }
    std::string write(const std::string& name, const std::string& content) {
        replaceFile(dir_ / name, viewOf(content));
        return path(name);
    }
    nlohmann::json show(const std::string& file, Arguments more = {}) {
        Arguments all{"card", "show", file, "--json"};
        all.insert(all.end(), more.begin(), more.end());
        const Finished shown = kaomado(all);
        EXPECT_EQ(shown.exitCode, 0) << shown.err;
        return nlohmann::json::parse(shown.out);
    }
    static std::string stateOf(const nlohmann::json& report, const std::string& reference) {
        for (const auto& row : report.at("references"))
            if (row.at("id") == reference)
                return row.at("state");
        return "?";
    }

    TempDir dir_;
};

/// One message: what, detail, remedy; the detail contains this.
inline testing::Matcher<const std::string&> oneMessage(const std::string& detail) {
    return testing::AllOf(testing::StartsWith("kaomado: "), testing::HasSubstr("\n  detail: "),
                          testing::HasSubstr(detail), testing::HasSubstr("\n  remedy: "));
}

} // namespace kaomado::test
