// SPDX-License-Identifier: Apache-2.0
#include "edition_files.hpp"

#include "embedded/beyond_yaml.hpp"
#include "embedded/card_yaml.hpp"
#include "embedded/choice_yaml.hpp"
#include "embedded/con_yaml.hpp"
#include "embedded/dated_yaml.hpp"
#include "embedded/documents_yaml.hpp"
#include "embedded/edition_yaml.hpp"
#include "embedded/end_yaml.hpp"
#include "embedded/facts_yaml.hpp"
#include "embedded/form_yaml.hpp"
#include "embedded/goals_yaml.hpp"
#include "embedded/ins_yaml.hpp"
#include "embedded/lock_yaml.hpp"
#include "embedded/ordering_yaml.hpp"
#include "embedded/p1_new_yaml.hpp"
#include "embedded/p2_switch_yaml.hpp"
#include "embedded/p3_keep_yaml.hpp"
#include "embedded/pin_yaml.hpp"
#include "embedded/proc_yaml.hpp"
#include "embedded/scenarios_yaml.hpp"
#include "embedded/set_yaml.hpp"
#include "embedded/settings_yaml.hpp"
#include "embedded/steps_yaml.hpp"
#include "embedded/time_yaml.hpp"
#include "embedded/words_yaml.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"
#include "kaomado/procedure/rulebook.hpp"

namespace kaomado::procedure {

namespace {
struct File {
    std::string_view name;
    std::string_view (*content)();
};

constexpr File kFiles[] = {{"edition.yaml", embedded::edition_yaml},
                           {"settings.yaml", embedded::settings_yaml},
                           {"facts.yaml", embedded::facts_yaml},
                           {"documents.yaml", embedded::documents_yaml},
                           {"steps.yaml", embedded::steps_yaml},
                           {"goals.yaml", embedded::goals_yaml},
                           {"procedures/p1-new.yaml", embedded::p1_new_yaml},
                           {"procedures/p2-switch.yaml", embedded::p2_switch_yaml},
                           {"procedures/p3-keep.yaml", embedded::p3_keep_yaml},
                           {"ordering.yaml", embedded::ordering_yaml},
                           {"dated.yaml", embedded::dated_yaml},
                           {"beyond.yaml", embedded::beyond_yaml},
                           {"scenarios.yaml", embedded::scenarios_yaml},
                           {"words.yaml", embedded::words_yaml},
                           {"choice.yaml", embedded::choice_yaml},
                           {"rules/card.yaml", embedded::card_yaml},
                           {"rules/proc.yaml", embedded::proc_yaml},
                           {"rules/set.yaml", embedded::set_yaml},
                           {"rules/pin.yaml", embedded::pin_yaml},
                           {"rules/end.yaml", embedded::end_yaml},
                           {"rules/ins.yaml", embedded::ins_yaml},
                           {"rules/form.yaml", embedded::form_yaml},
                           {"rules/lock.yaml", embedded::lock_yaml},
                           {"rules/con.yaml", embedded::con_yaml},
                           {"rules/time.yaml", embedded::time_yaml}};

constexpr std::size_t kMaxFileBytes = 1024UL * 1024;

void readFolder(const std::filesystem::path& folder, const std::string& prefix,
                std::map<std::string, std::string>& files) {
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
        if (entry.is_regular_file() &&
            (entry.path().extension() == ".yaml" || entry.path().extension() == ".json"))
            files.emplace(prefix + entry.path().filename().string(),
                          readTextFile(entry.path(), kMaxFileBytes));
    if (failed)
        throw Error(Fault::FileMissing,
                    folder.string() + ": cannot be read as a folder (" + failed.message() + ")");
}
} // namespace

std::map<std::string, std::string> builtInFiles() {
    std::map<std::string, std::string> files;
    for (const File& file : kFiles)
        files.emplace(file.name, file.content());
    return files;
}

std::map<std::string, std::string> readEdition(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    readFolder(folder, {}, files);
    for (const std::string_view inner : kEditionFolders)
        if (std::filesystem::is_directory(folder / inner))
            readFolder(folder / inner, std::string(inner), files);
    return files;
}

} // namespace kaomado::procedure
