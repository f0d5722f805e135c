// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"
#include "form.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/counter/form_values.hpp>

#include <nlohmann/json.hpp>

namespace kaomado::app {

namespace {
namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = 4UL * 1024 * 1024;

/// {"applicant.name": "…", …}: texts only, so that nothing is printed otherwise than it was written.
forms::Values valuesIn(const std::string& file) {
    const auto json = nlohmann::json::parse(readTextFile(file, kLargestFile), nullptr, false);
    if (!json.is_object())
        throw Error(Fault::FileMalformed, file + R"(: write one JSON object, {"field": "value", …})");
    forms::Values values;
    for (const auto& [field, value] : json.items()) {
        if (!value.is_string())
            throw Error(Fault::FileMalformed,
                        file + ": the value of " + field + " is no text; put it in quotes");
        values[field] = value.get<std::string>();
    }
    return values;
}

forms::Values valuesOfCase(const FormOptions& options) {
    const Date today = options.on.empty() ? dayInJapan(SystemClock().now()) : dateFrom(options.on);
    const AuditSource source{options.data, {}, options.municipality};
    const AuditedDatabase opened(source);
    const counter::CaseKey key{opened.municipality(), options.caseId};
    const counter::PersonStore persons(opened.database(), source.folder() / "keys");
    return counter::formValuesOf(key, counter::CaseStore(opened.database()).read(key), persons.get(key),
                                 today);
}

forms::Values stored(const FormOptions& options) {
    if (!options.caseId.empty()) {
        if (!options.data.empty() && !fs::is_directory(options.data))
            throw Error(Fault::FileMissing,
                        options.data + " is no folder; --case needs the one of the records");
        return valuesOfCase(options);
    }
    if (options.data.empty())
        return {};
    if (fs::is_directory(options.data))
        throw Error(Fault::BadInput, options.data + " is a folder of records: name the case with --case");
    return valuesIn(options.data);
}
} // namespace

forms::Values formValues(const FormOptions& options) {
    forms::Values values = stored(options);
    for (const std::string& assignment : options.values) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos)
            throw Error(Fault::BadInput, "--set takes FIELD=VALUE");
        values[assignment.substr(0, equals)] = assignment.substr(equals + 1);
    }
    for (const auto& [field, value] : values)
        if (forms::Library::builtIn().field(field) == nullptr)
            throw Error(Fault::BadInput, "there is no field '" + field +
                                             "'; kaomado form --list --json names those of each form");
    return values;
}

} // namespace kaomado::app
