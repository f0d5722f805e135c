// SPDX-License-Identifier: Apache-2.0
#include "denial.hpp"

#include "embedded/denials_json.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::server {

const std::vector<DenialText>& allDenials() {
    static const std::vector<DenialText> kAll = [] {
        std::vector<DenialText> list;
        const auto rows = nlohmann::json::parse(embedded::denials_json());
        for (const auto& row : rows) {
            const auto& text = row.at("ja");
            list.push_back({row.at("denial"), row.at("code"), row.at("status"), text.at("title"),
                            text.at("cause"), text.at("remedy")});
        }
        return list;
    }();
    return kAll;
}

const DenialText& denialText(Denial denial) {
    return allDenials().at(static_cast<std::size_t>(denial));
}

} // namespace kaomado::server
