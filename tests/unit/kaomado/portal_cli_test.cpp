// SPDX-License-Identifier: Apache-2.0
// The training portal as a program of its own, and rehearsals that register there.
#include "cli.hpp"

#include <csignal>

namespace kaomado::test {
namespace {
using nlohmann::json;
using testing::HasSubstr;

class PortalCli : public Cli {
protected:
    Finished rehearse(Arguments more) {
        Arguments all{"rehearse", "P04", "--given", "ins_registered=no", "--json"};
        all.insert(all.end(), more.begin(), more.end());
        return kaomado(std::move(all));
    }
    /// The line of the insurance registration, the last one when it was tried again.
    static json registration(const std::string& out) {
        json found;
        std::istringstream text(out);
        for (std::string line; std::getline(text, line);)
            if (const json one = json::parse(line); one.value("step", "") == "S15_insurance")
                found = one;
        return found;
    }
    Environment environment() const { return {{"LC_ALL", "en_US.UTF-8"}, {"KAOMADO_DATA", path("data")}}; }
};

TEST_F(PortalCli, RegistersAtAPortalThatTheRehearsalStartsOnAFreePort) {
    const Finished run = rehearse({"--portal", "embedded"});
    ASSERT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_EQ(registration(run.out).at("outcome"), "done");
}

TEST_F(PortalCli, RegistersAtAPortalOfAnotherProgramThatEndsOnCtrlC) {
    caFolder();
    Background portal({KAOMADO, "portal", "--json"}, environment());
    const json told = json::parse(portal.nextLine());
    const std::string url = told.at("url");
    EXPECT_THAT(url, testing::MatchesRegex("https://127.0.0.1:[0-9]+"));
    const std::string card = sample(training::Profile::Normal);
    const Finished run = rehearse({"--card", card, "--portal", url});
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_EQ(registration(run.out).at("outcome"), "done");
    EXPECT_EQ(portal.stop(SIGINT), 0);
    const Finished later = rehearse({"--card", card, "--portal", url});
    EXPECT_THAT(registration(later.out).dump(), testing::AnyOf(HasSubstr("portal-down"), "null"));
}

TEST_F(PortalCli, EachTroubleOfThePortalIsToldByItsNameAndTheCardIsLockedAllTheSame) {
    for (const char* fault : {"portal-down", "portal-slow", "portal-untrusted", "portal-replay"}) {
        const Finished run = rehearse({"--portal", "embedded", "--fault", fault});
        EXPECT_EQ(run.exitCode, 0) << fault << run.out << run.err;
        const json step = registration(run.out);
        EXPECT_EQ(step.at("detail"), "portal_unavailable") << fault;
        const std::string code = std::string(fault) == "portal-replay" ? "challenge-replayed" : fault;
        EXPECT_THAT(step.at("notes").dump(), HasSubstr(code));
    }
}

TEST_F(PortalCli, ACertificateRevokedBeforeTheLoginIsRenewedAsProcedure3) {
    const Finished run = rehearse({"--portal", "embedded", "--fault", "portal-revoked"});
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_THAT(run.out, HasSubstr("certificate-revoked"));
    EXPECT_THAT(run.out, HasSubstr("S08_issue_user_cert"));
    EXPECT_EQ(registration(run.out).at("outcome"), "done"); // with the new one
}

TEST_F(PortalCli, TellsWhatItCannotUse) {
    EXPECT_EQ(rehearse({"--portal", "http://127.0.0.1:1"}).exitCode, 66); // no certificate to trust yet
    EXPECT_EQ(kaomado({"portal", "--port", "70000"}).exitCode, 64);
    EXPECT_EQ(kaomado({"portal", "--address", "nowhere"}).exitCode, 64);
    caFolder();
    Background first({KAOMADO, "portal", "--json"}, environment());
    const std::string url = json::parse(first.nextLine()).at("url");
    EXPECT_EQ(kaomado({"portal", "--port", url.substr(url.rfind(':') + 1)}).exitCode, 69);
    EXPECT_EQ(rehearse({"--portal", "http://127.0.0.1:1"}).exitCode, 64);
}

} // namespace
} // namespace kaomado::test
