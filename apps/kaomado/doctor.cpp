// SPDX-License-Identifier: Apache-2.0
#include "doctor.hpp"

#include "commands.hpp"
#include "data_folder.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iostream>

namespace kaomado::app {

namespace {

using nlohmann::ordered_json;

constexpr int kIll = 1;

struct Look {
    const char* mark;
    const char* name;
};
constexpr std::array kLooks{Look{"✓", "good"}, Look{"!", "doubtful"}, Look{"✗", "bad"}};

const Look& lookOf(Health health) {
    return kLooks.at(static_cast<std::size_t>(health));
}

/// As `serve` and `rehearse` name it; nothing when neither was run here.
std::string addressIn(const DoctorOptions& options, const std::filesystem::path& data) {
    if (!options.database.empty())
        return options.database;
    for (const char* name : {"server.db", "kaomado.db"})
        if (std::filesystem::exists(data / name))
            return (data / name).string();
    return {};
}

void print(const std::vector<Symptom>& found, const Frame& frame) {
    std::array<std::size_t, kLooks.size()> counts{};
    for (const Symptom& one : found) {
        ++counts.at(static_cast<std::size_t>(one.health));
        std::cout << lookOf(one.health).mark << ' ' << one.what << '\n';
        if (!one.remedy.empty())
            std::cout << "    → " << one.remedy << '\n';
    }
    std::cout << fill(frame.text("doctor.summary"), {{"good", std::to_string(counts[0])},
                                                     {"doubtful", std::to_string(counts[1])},
                                                     {"bad", std::to_string(counts[2])}})
              << '\n';
}

void printJson(const std::vector<Symptom>& found, bool well) {
    auto checks = ordered_json::array();
    for (const Symptom& one : found)
        checks.push_back({{"id", one.id},
                          {"health", lookOf(one.health).name},
                          {"what", one.what},
                          {"remedy", one.remedy}});
    std::cout << ordered_json{{"well", well}, {"checks", checks}}.dump() << '\n';
}

int run(const DoctorOptions& options, const Frame& frame) {
    Patient patient{.options = options,
                    .data = options.data.empty() ? defaultDataFolder("--data")
                                                 : std::filesystem::path(options.data),
                    .address = {},
                    .db = {},
                    .now = SystemClock().now()};
    patient.address = addressIn(options, patient.data);
    Diagnosis diagnosis(frame);
    examineDatabase(patient, diagnosis);
    examineBackups(patient, diagnosis);
    examineKeys(patient, diagnosis);
    examineCertificates(patient, diagnosis);
    examineReaders(patient, diagnosis);
    examineClock(patient, diagnosis);
    examinePapers(patient, diagnosis);
    examineProgram(patient, diagnosis);
    const std::vector<Symptom>& found = diagnosis.found();
    const bool well =
        std::ranges::none_of(found, [](const Symptom& one) { return one.health == Health::Bad; });
    if (options.json)
        printJson(found, well);
    else
        print(found, frame);
    return well ? kOk : kIll;
}

} // namespace

void Diagnosis::add(Health health, const std::string& id, Values values) {
    const std::string key = "doctor." + id;
    const std::string todo = key + ".todo";
    found_.push_back({id, health, fill(frame_.text(key), values),
                      health != Health::Good && hasText(todo) ? fill(frame_.text(todo), values) : ""});
}

void Diagnosis::add(const std::string& id, const Error& error) {
    const FaultText& text = faultText(error.fault(), frame_.language());
    found_.push_back({id, Health::Bad,
                      fill(frame_.text("doctor." + id), {{"why", text.title + " " + error.what()}}),
                      text.remedy});
}

void addDoctor(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "doctor", "doctor");
    const auto options = std::make_shared<DoctorOptions>();
    command->add_option("--data", options->data, frame.text("doctor.data"))->type_name("DIR");
    command->add_option("--database", options->database, frame.text("doctor.database"))->type_name("ADDRESS");
    command->add_option("--backups", options->backups, frame.text("doctor.backups"))->type_name("PATH");
    command->add_option("--cert", options->certificates, frame.text("doctor.cert"))->type_name("FILE");
    command->add_option("--free", options->freeMegabytes, frame.text("doctor.free"))->type_name("MIB");
    command->add_flag("--json", options->json, frame.text("doctor.json"));
    frame.run(command, [options, &frame] { return run(*options, frame); });
}

} // namespace kaomado::app
