// SPDX-License-Identifier: Apache-2.0
// The portal's rules, without a wire.
#include "holder.hpp"
#include "support/fault.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace kaomado::portal {

using nlohmann::json;
using test::faultOf;
using test::InProcess;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

namespace {

struct Portals : testing::Test, InProcess {
    std::optional<Fault> registrationFault(const Registration& asked) {
        return faultOf([&] { client.registerInsurance(asked); });
    }
    /// A login as raw JSON, to be changed.
    json loginBody(const Bytes& challenge) {
        return {{"challenge", toHex(challenge)},
                {"certificate", toHex(holder.certificate())},
                {"signature", toHex(holder.sign(loginText(link.binding(), challenge)))}};
    }
    Answer post(const std::string& path, const std::string& body, const std::string& token = {}) {
        return portal.answer({Verb::Post, path, token, body});
    }
};

std::string faultIn(const Answer& answer) {
    return json::parse(answer.body).at("fault");
}

} // namespace

TEST_F(Portals, ACardThatSignsTheChallengeIsLoggedInRegisteredAndLoggedOut) {
    holder.logIn(client, link);
    EXPECT_TRUE(portal.anybodyLoggedIn());
    client.registerInsurance(test::kByStaff);
    EXPECT_EQ(portal.registered().size(), 1U);
    client.logOut();
    EXPECT_FALSE(portal.anybodyLoggedIn());
}

TEST_F(Portals, P_164_ALoginIsOfferedTheRegistrationAndNothingElse) {
    const Offer offer = holder.logIn(client, link);
    EXPECT_THAT(offer.functions, ElementsAre("insurance_registration"));
    const Bytes challenge = client.challenge();
    const std::string token = json::parse(post("/v1/logins", loginBody(challenge).dump()).body).at("token");
    for (const char* other : {"/v1/tax-records", "/v1/registrations/history", "/", "/v1/challenges/"}) {
        const Answer answer = portal.answer({Verb::Get, other, token, ""});
        EXPECT_EQ(answer.status, 403U) << other;
        EXPECT_THAT(answer.body, HasSubstr("R-INS-10")) << other;
    }
    EXPECT_EQ(portal.answer({Verb::Get, "/v1/tax-records", "", ""}).status,
              404U); // nobody's token: not even a hint
}

TEST_F(Portals, NamesTheTermsInForceAndWhetherTheHolderIsRegistered) {
    EXPECT_FALSE(holder.logIn(client, link).registered);
    client.registerInsurance(test::kByStaff);
    client.registerInsurance(test::kByStaff); // once more changes nothing
    const Offer again = holder.logIn(client, link);
    EXPECT_TRUE(again.registered);
    EXPECT_EQ(again.termsVersion, dateFrom("2026-04-01"));
    EXPECT_EQ(portal.registered().size(), 1U);
}

TEST_F(Portals, AChallengeIsGoodForOneLoginEvenIfThatFailed) {
    const Bytes challenge = client.challenge();
    const std::string body = loginBody(challenge).dump();
    EXPECT_EQ(post("/v1/logins", body).status, 201U);
    EXPECT_EQ(faultIn(post("/v1/logins", body)), "challenge-replayed");
    const Bytes second = client.challenge();
    json wrong = loginBody(second);
    wrong["signature"] = toHex(holder.sign(toBytes("something else")));
    EXPECT_EQ(faultIn(post("/v1/logins", wrong.dump())), "signature-invalid");
    EXPECT_EQ(faultIn(post("/v1/logins", loginBody(second).dump())), "challenge-replayed");
}

TEST_F(Portals, AChallengeAndALoginEndByThemselves) {
    const Bytes challenge = client.challenge();
    const std::string body = loginBody(challenge).dump();
    clock.advance(121s);
    EXPECT_EQ(faultIn(post("/v1/logins", body)), "challenge-replayed");
    holder.logIn(client, link);
    clock.advance(301s);
    EXPECT_EQ(registrationFault(test::kByStaff), Fault::PortalRefused);
    EXPECT_TRUE(portal.registered().empty());
}

TEST_F(Portals, ASignatureForAnotherServerIsGoodForNothing) {
    const Bytes challenge = client.challenge();
    const Bytes elsewhere = holder.sign(loginText(toBytes("another server"), challenge));
    EXPECT_EQ(faultOf([&] { client.logIn(challenge, holder.certificate(), elsewhere); }),
              Fault::SignatureInvalid);
}

TEST_F(Portals, ARevokedCertificateHasAFaultOfItsOwn) {
    const auto serial = crypto::readCertificate(holder.certificate()).serial;
    ASSERT_TRUE(ca->revoke(serial, trust::RevocationReason::KeyCompromise, clock.now()));
    EXPECT_EQ(faultOf([&] { holder.logIn(client, link); }), Fault::CertificateRevoked);
}

TEST_F(Portals, AnExpiredCertificateAndAStrangersAreInvalid) {
    clock.set(instantFromIso("2040-01-01T00:00:00Z"));
    EXPECT_EQ(faultOf([&] { holder.logIn(client, link); }), Fault::CertificateInvalid);
    const Bytes challenge = client.challenge();
    EXPECT_EQ(faultOf([&] { client.logIn(challenge, toBytes("no certificate"), {}); }),
              Fault::CertificateInvalid);
}

TEST_F(Portals, ASilentOrForgetfulResponderIsNoProofThatACertificateIsGood) {
    Surroundings with = around(*ca, clock, DirectLink::noWire());
    with.ocsp = [](ByteView) { return std::nullopt; };
    Portal silent(with);
    DirectLink link2(silent);
    Client client2(link2);
    EXPECT_EQ(faultOf([&] { holder.logIn(client2, link2); }), Fault::RevocationUnknown);
    // An answer kept from an earlier question has another nonce.
    std::optional<Bytes> kept;
    with.ocsp = [&](ByteView question) {
        if (!kept)
            kept = ca->answerOcsp(question, clock.now());
        return kept;
    };
    Portal forgetful(with);
    DirectLink link3(forgetful);
    Client client3(link3);
    holder.logIn(client3, link3);
    EXPECT_EQ(faultOf([&] { holder.logIn(client3, link3); }), Fault::RevocationUnknown);
}

TEST_F(Portals, EachVariantDemandsWhoIsThereAndWhoOperates) {
    holder.logIn(client, link);
    for (const Variant variant : {Variant::NewCardOrCertificate, Variant::SwitchOfCard}) {
        Registration asked = test::kByStaff;
        asked.variant = variant;
        asked.applicantPresent = false;
        EXPECT_EQ(registrationFault(asked), Fault::PortalRefused) << nameOf(variant);
        EXPECT_TRUE(portal.registered().empty());
    }
    for (const Variant variant : {Variant::NewCardOrCertificate, Variant::CardByPost}) {
        const Registration byApplicant{
            .variant = variant, .operatedBy = OperatedBy::Applicant, .applicantPresent = true};
        EXPECT_EQ(registrationFault(byApplicant), Fault::PortalRefused) << nameOf(variant);
    }
    Registration byPost = test::kByStaff;
    byPost.variant = Variant::CardByPost;
    byPost.applicantPresent = false;
    client.registerInsurance(byPost);
    EXPECT_EQ(portal.registered().size(), 1U);
}

TEST_F(Portals, AnApplicantWhoKnowsThePinRegistersWithoutAPaper) {
    holder.logIn(client, link);
    client.registerInsurance({.operatedBy = OperatedBy::Applicant, .applicantPresent = true});
    EXPECT_EQ(portal.registered().size(), 1U);
}

TEST_F(Portals, StaffNeedsEveryPartOfTheConsentAndToTheTermsInForce) {
    holder.logIn(client, link);
    Registration asked = test::kByStaff;
    asked.consent.reset();
    EXPECT_EQ(registrationFault(asked), Fault::PortalRefused);
    for (auto part : {&Consent::login, &Consent::registration, &Consent::termsAgreed}) {
        asked.consent = test::kConsent;
        (*asked.consent).*part = false;
        EXPECT_EQ(registrationFault(asked), Fault::PortalRefused);
    }
    asked.consent = test::kConsent;
    asked.consent->termsVersion = dateFrom("2025-04-01");
    EXPECT_EQ(registrationFault(asked), Fault::PortalRefused);
    EXPECT_TRUE(portal.registered().empty());
}

TEST_F(Portals, NobodyRegistersWithoutALogin) {
    EXPECT_EQ(registrationFault(test::kByStaff), Fault::PortalRefused);
    EXPECT_EQ(post("/v1/registrations", "{}", std::string(64, 'A')).status, 401U);
}

TEST_F(Portals, WhateverBytesComeThereIsAnAnswer) {
    const std::string deep(10'000, '[');
    for (const std::string& body : {std::string(), std::string("{"), std::string("[]"), std::string("null"),
                                    deep, std::string(R"({"challenge":1})"),
                                    std::string(R"({"challenge":"zz","certificate":"0","signature":""})"),
                                    std::string("\xff\xfe\x00", 3)}) {
        const Answer answer = post("/v1/logins", body);
        EXPECT_EQ(answer.status, 400U);
        EXPECT_EQ(faultIn(answer), "bad-input");
    }
    holder.logIn(client, link);
    EXPECT_EQ(faultOf([&] { client.logIn({}, {}, {}); }), Fault::ChallengeReplayed);
}

TEST_F(Portals, AThousandChallengesAreEnough) {
    for (unsigned i = 0; i < 1000; ++i)
        client.challenge();
    EXPECT_EQ(faultOf([&] { client.challenge(); }), Fault::PortalDown);
    clock.advance(121s); // nobody answered them
    EXPECT_NO_THROW(client.challenge());
}

TEST(PortalClient, TakesAnAnswerThatIsNoneOfThePortalsForWhatItIs) {
    struct Saying final : Link {
        Answer answer;
        Answer exchange(const Request&) override { return answer; }
        Bytes binding() const override { return {}; }
    } link;
    Client client(link);
    for (const Answer& strange :
         {Answer{200, "<html>"}, Answer{201, "{}"}, Answer{201, R"({"challenge":"00"})"}, Answer{500, ""},
          Answer{502, "<html>"}, Answer{400, R"({"fault":"no-such-fault"})"},
          Answer{400, R"({"fault":"bad-input"})"}, Answer{403, R"({"fault":"card-removed"})"},
          Answer{400, R"({"fault":7})"}}) {
        link.answer = strange;
        EXPECT_EQ(faultOf([&] { client.challenge(); }), Fault::PortalProtocol) << strange.body;
    }
}

} // namespace kaomado::portal
