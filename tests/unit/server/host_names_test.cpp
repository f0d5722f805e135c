// SPDX-License-Identifier: Apache-2.0
// Which Host fields are this server's.
#include "host_names.hpp"

#include <gmock/gmock.h>

namespace kaomado::server {

namespace {

const std::set<std::string, std::less<>> kNames{"madoguchi.example"};

TEST(HostNames, NumbersLocalhostAndTheNamesGivenAreOurs) {
    for (const char* host :
         {"127.0.0.1", "127.0.0.1:8080", "192.0.2.7:443", "[::1]", "[::1]:8080", "[2001:db8::7]", "localhost",
          "LocalHost:80", "madoguchi.example", "Madoguchi.Example:65535"})
        EXPECT_TRUE(namesThisServer(host, kNames)) << host;
}

TEST(HostNames, ANameThatAnybodyCanLetLeadHereIsNot) {
    for (const char* host :
         {"evil.example", "evil.example:8080", "madoguchi.example.evil.example", "evil.madoguchi.example",
          "localhost.evil.example", "127.0.0.1.evil.example", "2130706433.evil.example"})
        EXPECT_FALSE(namesThisServer(host, kNames)) << host;
}

TEST(HostNames, WhatIsNoHostFieldIsNobodys) {
    for (const char* host :
         {"", ":8080", "[", "[]", "[::1", "[::1]x", "[127.0.0.1]", "::1", "127.0.0.1:80:80", "localhost:http",
          "localhost:123456", "localhost@evil.example", "localhost, localhost"})
        EXPECT_FALSE(namesThisServer(host, kNames)) << host;
}

} // namespace
} // namespace kaomado::server
