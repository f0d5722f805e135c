// SPDX-License-Identifier: Apache-2.0
#include "support/fault.hpp"

#include <kaomado/training/person.hpp>

#include <gtest/gtest.h>

namespace kaomado::training {
namespace {

const Date kToday = dateFrom("2026-10-01");

TEST(Person, TheCheckDigitOfThePublishedSampleNumberIsEight) {
    EXPECT_EQ(numberCheckDigit("12345678901"), '8');
    EXPECT_EQ(numberCheckDigit("00000000000"), '0');
}

TEST(Person, AnInvalidNumberNeverHasTheRightCheckDigit) {
    for (const char* digits : {"12345678901", "00000000000", "99999999999", "90531311657"}) {
        const std::string number = invalidNumber(digits);
        EXPECT_EQ(number.size(), 12U);
        EXPECT_NE(number.back(), numberCheckDigit(digits));
    }
    EXPECT_EQ(test::faultOf([] { invalidNumber("1234"); }), Fault::BadInput);
}

TEST(Person, TheInventedPeopleCanAllBeOnACard) {
    EXPECT_GE(samplePeople().size(), 10U);
    for (const Person& person : samplePeople())
        EXPECT_NO_THROW(check(person, kToday)) << person.name;
}

TEST(Person, WhatCannotBeOnACardIsNamed) {
    const auto refused = [](auto change, const std::string& field) {
        Person person = samplePeople().front();
        change(person);
        try {
            check(person, kToday);
        } catch (const Error& e) {
            return e.fault() == Fault::BadInput && std::string(e.what()).starts_with(field);
        }
        return false;
    };
    EXPECT_TRUE(refused([](Person& p) { p.name = ""; }, "name"));
    EXPECT_TRUE(refused([](Person& p) { p.name = "line\nline"; }, "name"));
    EXPECT_TRUE(refused([](Person& p) { p.address = std::string(301, 'x'); }, "address"));
    EXPECT_TRUE(refused([](Person& p) { p.sex = '3'; }, "sex"));
    EXPECT_TRUE(refused([](Person& p) { p.birth = dateFrom("2026-10-02"); }, "birth date"));
    EXPECT_TRUE(refused([](Person& p) { p.birth = dateFrom("1868-10-22"); }, "birth date"));
    EXPECT_TRUE(refused([](Person& p) { p.individualNumber = "12345678901"; }, "individual number"));
    EXPECT_TRUE(refused([](Person& p) { p.individualNumber = "123456789018"; }, "individual number"))
        << "a right check digit could be somebody's number";
}

} // namespace
} // namespace kaomado::training
