// SPDX-License-Identifier: Apache-2.0
#include "kaomado/training/person.hpp"

#include "embedded/people_json.hpp"
#include "kaomado/base/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace kaomado::training {

namespace {
constexpr std::size_t kMaxText =
    300; // bytes of UTF-8; name and address together must leave the record short of 64 kB

bool digitsOnly(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void checkText(const std::string& value, const char* field) {
    const bool control = std::ranges::any_of(value, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (value.empty() || value.size() > kMaxText || control)
        throw Error(Fault::BadInput, std::string(field) + ": 1 to 300 bytes of text in one line");
}
} // namespace

const std::vector<Person>& samplePeople() {
    static const std::vector<Person> kPeople = [] {
        std::vector<Person> people;
        const auto rows = nlohmann::json::parse(embedded::people_json());
        for (const auto& row : rows)
            people.push_back({row.at("name"),
                              row.at("kana"),
                              dateFrom(row.at("birth").get<std::string>()),
                              row.at("sex").get<std::string>().at(0),
                              row.at("address"),
                              {},
                              {}});
        return people;
    }();
    return kPeople;
}

void check(const Person& person, Date today) {
    checkText(person.name, "name");
    checkText(person.address, "address");
    if (std::string_view("0129").find(person.sex) == std::string_view::npos)
        throw Error(Fault::BadInput, "sex: 1 male, 2 female, 9 not applicable, 0 unknown");
    if (!person.birth.ok() || person.birth > today ||
        person.birth < Date{std::chrono::year{1868}, std::chrono::October, std::chrono::day{23}})
        throw Error(Fault::BadInput, "birth date: a day from 1868-10-23 to today");
    const std::string& number = person.individualNumber;
    if (number.empty())
        return;
    if (number.size() != 12 || !digitsOnly(number))
        throw Error(Fault::BadInput, "individual number: twelve digits");
    if (numberCheckDigit(std::string_view(number).substr(0, 11)) == number.back())
        throw Error(Fault::BadInput,
                    "individual number: it could be somebody's; a training card wants a wrong check digit");
}

char numberCheckDigit(std::string_view elevenDigits) {
    if (elevenDigits.size() != 11 || !digitsOnly(elevenDigits))
        throw Error(Fault::BadInput, "individual number: eleven digits before the check digit");
    int sum = 0;
    for (int n = 1; n <= 11; ++n) { // from the right
        const int digit = elevenDigits[static_cast<std::size_t>(11 - n)] - '0';
        sum += digit * (n <= 6 ? n + 1 : n - 5);
    }
    const int rest = sum % 11;
    return static_cast<char>('0' + (rest <= 1 ? 0 : 11 - rest));
}

std::string invalidNumber(std::string_view elevenDigits) {
    const int right = numberCheckDigit(elevenDigits) - '0';
    return std::string(elevenDigits) + std::to_string((right + 1) % 10);
}

} // namespace kaomado::training
