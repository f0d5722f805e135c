// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/stationery.hpp"

#include "embedded/training_office_yaml.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"
#include "kaomado/endorsement/fit.hpp"
#include "kaomado/procedure/rulebook.hpp"
#include "kaomado/yaml/node.hpp"

namespace kaomado::counter {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLargestFile = 64UL * 1024;
constexpr const char* kOffice = "office.yaml";

/// Each key is a field of forms, after "municipality.".
forms::Values officeIn(const std::string& text, const std::string& file) {
    yaml::Problems problems;
    const yaml::Yaml root = yaml::Yaml::parse(text, file, problems, yaml::parseYaml);
    forms::Values office;
    if (root.keys({"name", "head", "counter", "counter_phone", "counter_address"}))
        for (const auto& [key, value] : root.pairs())
            office["municipality." + key] = value.text();
    if (!problems.empty())
        throw Error(Fault::FileMalformed, problems.text());
    return office;
}

/// Whose seal stands on a card is said when the program starts, not when a card lies in the printer.
void checkHead(const std::string& head, const std::string& file) {
    try {
        for (const procedure::EntryText& entry : procedure::Rulebook::builtIn().entries)
            if (!entry.word.empty() && !head.empty())
                endorsement::Entry{entry.word, {}, head}.check();
    } catch (const Error& e) {
        throw Error(Fault::FileMalformed, file + ": head: " + e.what());
    }
}

} // namespace

Stationery Stationery::of(const fs::path& folder) {
    Stationery made{forms::Library::builtIn(), {}, endorsement::Profile::builtIn()};
    if (const fs::path office = folder / kOffice; fs::exists(office))
        made.office = officeIn(readTextFile(office, kLargestFile), office.string());
    checkHead(made.head(), (folder / kOffice).string());
    if (const fs::path profile = folder / "endorsement.yaml"; fs::exists(profile))
        made.profile = endorsement::Profile::parse(readTextFile(profile, kLargestFile), profile.string());
    if (const fs::path own = folder / "forms"; fs::is_directory(own))
        made.forms = made.forms.with(own);
    return made;
}

Stationery Stationery::ofTraining(const fs::path& folder) {
    Stationery made = of(folder);
    made.training = true;
    if (made.office.empty())
        made.office = officeIn(std::string(embedded::training_office_yaml()), "training_office.yaml");
    return made;
}

std::string Stationery::head() const {
    const auto found = office.find("municipality.head");
    return found == office.end() ? std::string{} : found->second;
}

} // namespace kaomado::counter
