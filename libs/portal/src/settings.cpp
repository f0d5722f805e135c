// SPDX-License-Identifier: Apache-2.0
#include "settings.hpp"

#include "embedded/portal_json.hpp"
#include "kaomado/base/json_text.hpp"

namespace kaomado::portal {

namespace {

using nlohmann::json;

VariantRules variantFrom(const json& node) {
    VariantRules rules{
        node.at("applicant_present").get<bool>(), {}, node.at("rules").get<std::vector<std::string>>()};
    for (const json& who : node.at("operated_by"))
        rules.operatedBy.push_back(operatedByNamed(who.get<std::string>()).value());
    return rules;
}

Settings load() {
    const json data = json::parse(embedded::portal_json());
    Settings settings{dateFrom(data.at("terms_version").get<std::string>()),
                      std::chrono::seconds(data.at("challenge_seconds").get<unsigned>()),
                      std::chrono::seconds(data.at("login_seconds").get<unsigned>()),
                      data.at("functions").get<std::vector<std::string>>(),
                      {}};
    for (const json& node : data.at("variants")) {
        const auto variant = variantNamed(node.at("id").get<std::string>());
        if (!variant || static_cast<std::size_t>(*variant) != settings.variants.size())
            throw Error(Fault::Internal,
                        "data/portal.json: the variants are those of the code, in its order");
        settings.variants.push_back(variantFrom(node));
    }
    return settings;
}

} // namespace

const Settings& settings() {
    static const Settings kSettings = load();
    return kSettings;
}

} // namespace kaomado::portal
