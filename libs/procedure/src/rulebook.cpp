// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/rulebook.hpp"

#include "edition_files.hpp"
#include "kaomado/base/error.hpp"
#include "loader.hpp"

#include <algorithm>
#include <array>

namespace kaomado::procedure {

namespace {
constexpr std::array<std::pair<Outcome, std::string_view>, 6> kOutcomes{
    {{Outcome::HandedOver, "handed_over"},
     {Outcome::Returned, "returned"},
     {Outcome::Mailed, "mailed"},
     {Outcome::RetainedForReissue, "retained_for_reissue"},
     {Outcome::Withdrawn, "withdrawn"},
     {Outcome::Suspended, "suspended"}}};
} // namespace

std::string_view nameOf(Outcome outcome) {
    return kOutcomes.at(static_cast<std::size_t>(outcome)).second;
}

std::optional<Outcome> outcomeNamed(std::string_view name) {
    for (const auto& [outcome, text] : kOutcomes)
        if (text == name)
            return outcome;
    return std::nullopt;
}

const StepUse* Procedure::use(std::string_view stepId) const {
    const auto found = std::ranges::find(steps, stepId, &StepUse::id);
    return found == steps.end() ? nullptr : &*found;
}

const ChoiceQuestion* ChoiceGuide::question(std::string_view id) const {
    const auto found = std::ranges::find(questions, id, &ChoiceQuestion::id);
    return found == questions.end() ? nullptr : &*found;
}

const Procedure* Rulebook::procedure(std::string_view id) const {
    const auto found = std::ranges::find(procedures, id, &Procedure::id);
    return found == procedures.end() ? nullptr : &*found;
}

const Goal& Rulebook::goalOf(const Procedure& procedure) const {
    const auto found = std::ranges::find(goals, procedure.goal, &Goal::id);
    if (found == goals.end())
        throw Error(Fault::Internal, "a procedure without its goal");
    return *found;
}

const Fact* Rulebook::fact(std::string_view id) const {
    const auto found = facts.find(id);
    return found == facts.end() ? nullptr : &found->second;
}

Loader::Loader(const std::map<std::string, std::string>& files, const lock::PinSet* pins,
               YamlParser& parser) {
    for (const std::string_view name : kEditionFiles)
        if (!files.contains(std::string(name))) {
            problems_.add(name, 1, "the file is missing", "add it to the edition");
            read(std::string(name), {}, parser);
        }
    for (const auto& [name, text] : files)
        if (std::ranges::any_of(
                kEditionFolders,
                [&file = name](std::string_view folder) { return file.starts_with(folder); }) ||
            std::ranges::find(kEditionFiles, name) != std::end(kEditionFiles))
            read(name, text, parser);
        else if (name != kPinsFile)
            problems_.add(name, 1, "no such file in an edition", "remove it");
    for (const std::string_view folder : kEditionFolders)
        if (filesIn(folder).empty())
            problems_.add(std::string(folder) + "*.yaml", 1, "there is no file in this folder",
                          "add one to the edition");
    const auto text = files.find(std::string(kPinsFile));
    readPins(text == files.end() ? nullptr : &text->second, pins);
}

std::vector<const Yaml*> Loader::filesIn(std::string_view folder) const {
    std::vector<const Yaml*> found;
    for (const auto& [name, yaml] : files_)
        if (name.starts_with(folder))
            found.push_back(&yaml);
    return found;
}

void Loader::read(const std::string& name, const std::string& text, YamlParser& parser) {
    names_.push_back(name);
    files_.emplace(name, Yaml::parse(text, names_.back(), problems_, parser));
}

void Loader::readPins(const std::string* text, const lock::PinSet* pins) {
    const std::string name(kPinsFile);
    if (pins != nullptr)
        book_.pins = *pins;
    else if (text == nullptr)
        problems_.add(name, 1, "the file is missing", "add it to the edition");
    else
        try {
            book_.pins = lock::PinSet::parse(*text, name);
        } catch (const Error& error) {
            problems_.add(name, 1, error.what(), "correct the place named");
        }
}

void Loader::throwIfWrong() const {
    if (!problems_.empty())
        throw Error(Fault::RulebookInvalid, problems_.text());
}

Rulebook Loader::load() {
    throwIfWrong(); // what refers to a file that cannot be read would all be reported besides
    rules();
    beyond();
    engineRules();
    scenarios();
    dated();
    edition();
    settings();
    declareFacts();
    declareDocuments();
    declareSteps();
    declareProcedures();
    deriveFacts();
    fillDocuments();
    fillSteps();
    goals();
    fillProcedures();
    ordering();
    checkUse();
    checkCycles();
    checkSwitches();
    words();
    choice();
    if (!book_.edition.empty() && !book_.pins.edition.empty() && book_.pins.edition != book_.edition)
        problems_.add("edition.yaml", 1, "edition " + book_.edition + " differs from that of pins.json",
                      "use the files of one edition");
    throwIfWrong();
    return book_;
}

Rulebook Rulebook::parse(const std::map<std::string, std::string>& files) {
    return Loader(files).load();
}

Rulebook Rulebook::load(const std::filesystem::path& folder) {
    return parse(readEdition(folder));
}

const Rulebook& Rulebook::builtIn() {
    static const Rulebook kBook = Loader(builtInFiles(), &lock::PinSet::builtIn()).load();
    return kBook;
}

std::optional<FactValue> valueFrom(const Fact& fact, std::string_view text) {
    const std::string copy(text);
    try {
        switch (fact.type) {
        case FactType::YesNo:
            return text == "yes" || text == "no" ? std::optional<FactValue>(text == "yes") : std::nullopt;
        case FactType::Count:
            if (text.empty() || text.size() > 2 || copy.find_first_not_of("0123456789") != std::string::npos)
                return std::nullopt;
            return Count(static_cast<unsigned>(std::stoul(copy)));
        case FactType::Word:
            return std::ranges::find(fact.values, text) == fact.values.end()
                       ? std::nullopt
                       : std::optional<FactValue>(Word(text));
        case FactType::Day:
            return dateFrom(text);
        case FactType::Officer:
            return Officer(text);
        }
    } catch (const Error&) {
        return std::nullopt; // no such day, no such word
    }
    return std::nullopt;
}

Facts settingsFrom(const Rulebook& rulebook, const std::map<std::string, std::string>& given) {
    Facts settings;
    for (const auto& [id, fact] : rulebook.facts)
        if (fact.source == FactSource::Setting)
            settings.emplace(id, *fact.standard);
    for (const auto& [id, text] : given) {
        const auto setting = settings.find(id);
        if (setting == settings.end())
            throw Error(Fault::Configuration, "no setting is named '" + id + "'; remove it");
        const auto value = valueFrom(*rulebook.fact(id), text);
        if (!value)
            throw Error(Fault::Configuration,
                        "setting '" + id + "' has a value of the wrong kind; correct it");
        setting->second = *value;
    }
    return settings;
}

} // namespace kaomado::procedure
