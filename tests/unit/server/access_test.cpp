// SPDX-License-Identifier: Apache-2.0
// Nobody without the role does, or sees, something: every operation of the description by every role.
#include "contract.hpp"
#include "routes.hpp"
#include "schema.hpp"
#include "server_rig.hpp"

namespace kaomado::test {

namespace {

using server::Contract;
using server::Operation;

/// Login names of the demonstration, one for each role; "tachiai" is clerk and second officer.
const std::map<std::string, std::set<std::string>> kPeople{{"madoguchi", {"clerk"}},
                                                           {"tachiai", {"clerk", "second_officer"}},
                                                           {"kanri", {"supervisor"}},
                                                           {"kansa", {"auditor"}},
                                                           {"admin", {"administrator"}}};

/// A path whose parameters lead nowhere.
std::string anyPath(const Operation& operation) {
    static const std::map<std::string, std::string> kNowhere{{"{case}", "20260101-ABCDEF"},
                                                             {"{step}", "S99_none"},
                                                             {"{rule}", "R-NONE-01"},
                                                             {"{procedure}", "P99"},
                                                             {"{reader}", "no-reader"},
                                                             {"{login}", "nobody"},
                                                             {"{form}", "F99"}};
    std::string path;
    for (const std::string& segment : operation.segments)
        path += "/" + (segment.starts_with('{') ? kNowhere.at(segment) : segment);
    return path;
}

Reply call(Browser& browser, const Operation& operation) {
    const bool sends = operation.method == "POST" || operation.method == "PATCH";
    return browser.send(operation.method, anyPath(operation), sends ? "{\"nobody\":1}" : "",
                        "access-test-key");
}

TEST(Access, EveryOperationNamesWhoMayCallIt) {
    for (const Operation& operation : Contract::builtIn().operations())
        EXPECT_TRUE(operation.access.everybody || operation.access.signedIn ||
                    !operation.access.roles.empty())
            << operation.id;
}

TEST(Access, EveryOperationIsAnsweredByAFunctionAndEveryFunctionIsAnOperation) {
    std::vector<std::string> described;
    for (const Operation& operation : Contract::builtIn().operations())
        described.push_back(operation.id);
    EXPECT_THAT(server::answeredOperations(), testing::UnorderedElementsAreArray(described));
}

TEST(Access, WithoutASessionOnlyThePublicOperationsAnswer) {
    ServerRig rig;
    for (const Operation& operation : Contract::builtIn().operations()) {
        Browser browser(*rig.server);
        const Reply reply = call(browser, operation);
        EXPECT_EQ(reply.fault() != "sign-in-needed", operation.access.everybody) << operation.id;
    }
}

TEST(Access, ARoleReachesWhatTheDescriptionGivesItAndNothingElse) {
    ServerRig rig;
    for (const auto& [login, roles] : kPeople) {
        for (const Operation& operation : Contract::builtIn().operations()) {
            if (operation.access.everybody || operation.id == "signOut" || operation.id == "events")
                continue;
            Browser browser(*rig.server);
            browser.as(login);
            const Reply reply = call(browser, operation);
            EXPECT_EQ(reply.fault() != "not-permitted", operation.access.allows(roles))
                << login << " " << operation.id;
        }
    }
}

TEST(Access, AnOperationThatNamesNobodyIsAnsweredToNobody) {
    const Contract contract(R"({"paths": {"/v1/new": {"get": {"operationId": "new"}}}})");
    const server::Access& access = contract.operations().at(0).access;
    EXPECT_FALSE(access.allows({}));
    EXPECT_FALSE(access.allows({"clerk", "second_officer", "supervisor", "auditor", "administrator"}));
}

TEST(Access, APathCalledByAMethodThatItDoesNotTakeSaysWhichItTakes) {
    ServerRig rig;
    Browser browser(*rig.server);
    for (const auto& [method, path, allow] :
         {std::tuple{"DELETE", "/v1/cases", "GET, POST"}, std::tuple{"POST", "/health", "GET"},
          std::tuple{"PUT", "/", "GET"}}) {
        const Reply reply = browser.send(method, path, "", "");
        EXPECT_EQ(reply.status, 405U) << path;
        EXPECT_EQ(reply.fault(), "other-method") << path;
        EXPECT_EQ(reply.header("Allow"), allow) << path;
    }
    EXPECT_EQ(browser.send("DELETE", "/v1/nothing", "", "").status, 404U);
    EXPECT_EQ(browser.send("POST", "/nothing.here", "", "").status, 404U);
}

TEST(Access, ANameThatLeadsToThisServerWithoutBeingItsOwnIsAnsweredNothing) {
    ServerRig rig;
    for (const char* path : {"/", "/v1/site", "/v1/cases", "/metrics"}) {
        Browser rebound(*rig.server);
        rebound.extra = {{"host", "evil.example:8080"}};
        const Reply reply = rebound.get(path);
        EXPECT_EQ(reply.status, 421U) << path;
        EXPECT_EQ(reply.fault(), "other-host") << path;
        EXPECT_THAT(reply.text, testing::Not(testing::HasSubstr("evil"))) << path;
    }
}

TEST(Access, AnAdministratorSeesNoCase) {
    ServerRig rig;
    Browser admin(*rig.server);
    EXPECT_EQ(admin.as("admin").get("/v1/cases").status, 403U);
}

} // namespace
} // namespace kaomado::test
