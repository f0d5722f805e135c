// SPDX-License-Identifier: Apache-2.0
#include "texts.hpp"

#include "embedded/audit_json.hpp"
#include "embedded/card_json.hpp"
#include "embedded/choose_json.hpp"
#include "embedded/db_json.hpp"
#include "embedded/doctor_json.hpp"
#include "embedded/due_json.hpp"
#include "embedded/endorse_json.hpp"
#include "embedded/form_json.hpp"
#include "embedded/frame_json.hpp"
#include "embedded/portal_json.hpp"
#include "embedded/reconcile_json.hpp"
#include "embedded/rehearse_json.hpp"
#include "embedded/rulebook_json.hpp"
#include "embedded/serve_json.hpp"
#include "embedded/sync_json.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace kaomado::app {

namespace {
struct Entry {
    std::string japanese, english;
};

/// Every file of texts/; a key begins with its file's name.
const std::map<std::string, Entry, std::less<>>& entries() {
    static const auto kEntries = [] {
        std::map<std::string, Entry, std::less<>> all;
        for (const std::string_view file :
             {embedded::form_json(), embedded::frame_json(), embedded::audit_json(), embedded::card_json(),
              embedded::choose_json(), embedded::db_json(), embedded::doctor_json(), embedded::due_json(),
              embedded::endorse_json(), embedded::portal_json(), embedded::reconcile_json(),
              embedded::rehearse_json(), embedded::rulebook_json(), embedded::serve_json(),
              embedded::sync_json()}) {
            const auto rows = nlohmann::json::parse(file);
            for (const auto& [key, row] : rows.items())
                all[key] = {row.at("ja"), row.at("en")};
        }
        return all;
    }();
    return kEntries;
}
} // namespace

const std::string& text(std::string_view key, Language language) {
    const auto found = entries().find(key);
    if (found == entries().end())
        throw Error(Fault::Internal, "no text has the key " + std::string(key));
    return language == Language::Japanese ? found->second.japanese : found->second.english;
}

bool hasText(std::string_view key) {
    return entries().contains(key);
}

std::string fill(std::string text,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    for (const auto& [name, value] : values) {
        const std::string place = "{" + std::string(name) + "}";
        for (std::size_t at = text.find(place); at != std::string::npos;
             at = text.find(place, at + value.size()))
            text.replace(at, place.size(), value);
    }
    return text;
}

} // namespace kaomado::app
