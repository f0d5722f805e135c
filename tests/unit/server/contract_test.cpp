// SPDX-License-Identifier: Apache-2.0
// The description as the table of routes: what fits it, what does not.
#include "contract.hpp"
#include "schema.hpp"

#include <kaomado/base/error.hpp>

#include <gmock/gmock.h>

namespace kaomado::server {

using nlohmann::json;

namespace {

std::optional<std::string> wrong(const std::string& schema, const std::string& value) {
    static const json kNoDocument = json::object();
    return violation(kNoDocument, json::parse(schema), json::parse(value));
}

TEST(Schema, AViolationNamesThePlaceAndNotTheValue) {
    const auto found =
        wrong(R"({"type": "object", "properties": {"pin": {"type": "string", "maxLength": 3}}})",
              R"({"pin": "4821"})");
    EXPECT_EQ(found, "/pin: is too long");
}

TEST(Schema, AMemberThatIsNotKnownIsRefusedWhereOthersAreNotAllowed) {
    EXPECT_TRUE(wrong(R"({"type": "object", "additionalProperties": false})", R"({"more": 1})"));
    EXPECT_FALSE(wrong(R"({"type": "object"})", R"({"more": 1})"));
}

TEST(Schema, LengthsCountCharacters) {
    EXPECT_FALSE(wrong(R"({"maxLength": 2})", R"("見本")"));
    EXPECT_TRUE(wrong(R"({"minLength": 3})", R"("見本")"));
}

TEST(Schema, OneOfWantsExactlyOne) {
    const std::string schema = R"({"oneOf": [{"type": "string"}, {"type": "null"}]})";
    EXPECT_FALSE(wrong(schema, "null"));
    EXPECT_TRUE(wrong(schema, "1"));
}

TEST(Schema, AKeywordThatNobodyChecksIsADefectAndNotLetThrough) {
    EXPECT_THROW(wrong(R"({"multipleOf": 2})", "3"), Error);
}

TEST(Contract, EverySchemaOfTheDescriptionIsUnderstood) {
    const json& document = Contract::builtIn().document();
    for (const auto& [name, schema] : document.at("components").at("schemas").items())
        EXPECT_NO_THROW(violation(document, schema, json::object())) << name;
}

TEST(Contract, APathIsMatchedSegmentBySegment) {
    const Contract& contract = Contract::builtIn();
    EXPECT_EQ(contract.find("GET", "/v1/cases/20260101-ABCDEF")->id, "case");
    EXPECT_EQ(contract.find("GET", "/v1/cases/20260101-ABCDEF/"), nullptr);
    EXPECT_EQ(contract.find("GET", "/v1/cases//events"), nullptr);
    EXPECT_EQ(contract.find("GET", "//v1/cases"), nullptr);
    EXPECT_EQ(contract.find("GET", ""), nullptr);
    EXPECT_EQ(contract.find("DELETE", "/v1/cases"), nullptr);
}

TEST(Contract, APathTellsItsMethods) {
    const Contract& contract = Contract::builtIn();
    EXPECT_EQ(contract.methodsOf("/v1/cases"), "GET, POST");
    EXPECT_EQ(contract.methodsOf("/v1/nothing"), "");
    EXPECT_EQ(contract.methodsOf("v1/cases"), "");
}

Input checked(const std::string& query) {
    const Contract& contract = Contract::builtIn();
    return contract.check(*contract.find("GET", "/v1/cases"),
                          {.method = "GET", .path = "/v1/cases", .query = query});
}

TEST(Contract, AQueryHasItsDefaults) {
    EXPECT_EQ(checked("").query.at("limit"), "50");
    EXPECT_EQ(checked("limit=7").query.at("limit"), "7");
    EXPECT_EQ(checked("search=%41").query.at("search"), "A");
}

TEST(Contract, AQueryThatDoesNotFitIsRefused) {
    for (const char* query :
         {"limit=0", "limit=201", "limit=ten", "limit=1&limit=2", "unknown=1", "search=%zz", "search=%00",
          "search=", "card=1234", "search=a%2e%2e", "limit=99999999999999999999"})
        EXPECT_THROW(checked(query), Error) << query;
}

} // namespace
} // namespace kaomado::server
