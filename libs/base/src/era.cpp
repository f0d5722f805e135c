// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/era.hpp"

#include "embedded/eras_json.hpp"
#include "kaomado/base/error.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <vector>

namespace kaomado {

namespace {
struct Era {
    std::string name, letter;
    Date from;
};

const std::vector<Era>& eras() {
    static const std::vector<Era> kEras = [] {
        std::vector<Era> list;
        for (const auto& row : nlohmann::json::parse(embedded::eras_json()))
            list.push_back({row.at("era"), row.at("letter"), dateFrom(row.at("from").get<std::string>())});
        return list;
    }();
    return kEras;
}
} // namespace

EraYear eraYearOf(Date date) {
    const Era* found = nullptr;
    for (const Era& era : eras())
        if (std::chrono::sys_days{date} >= std::chrono::sys_days{era.from})
            found = &era;
    if (found == nullptr)
        throw Error(Fault::BadInput, "no Japanese era is known for that day");
    return {found->name, found->letter,
            static_cast<int>(date.year()) - static_cast<int>(found->from.year()) + 1};
}

std::string toEraText(Date date) {
    const EraYear year = eraYearOf(date);
    return year.era + (year.year == 1 ? "元" : std::to_string(year.year)) + "年" +
           std::to_string(static_cast<unsigned>(date.month())) + "月" +
           std::to_string(static_cast<unsigned>(date.day())) + "日";
}

std::string toEraDigits(Date date) {
    char text[32];
    std::snprintf(text, sizeof text, "%02d%02u%02u", eraYearOf(date).year % 100,
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

} // namespace kaomado
