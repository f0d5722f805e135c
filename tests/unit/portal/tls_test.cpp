// SPDX-License-Identifier: Apache-2.0
// Server and client over a real socket: what each trouble is called.
#include "support/fault.hpp"
#include "tls_rig.hpp"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <thread>

namespace kaomado::portal {

using test::faultOf;
using test::Holder;
using test::OverTls;
using namespace std::chrono_literals;

namespace {

const Request kAsk{Verb::Post, "/v1/challenges"};

/// A socket that listens and speaks no TLS: sends these bytes to whoever comes, and hangs up.
class Stranger {
public:
    explicit Stranger(std::string says) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        auto* address = reinterpret_cast<sockaddr*>(&at);
        EXPECT_EQ(::bind(fd_, address, size), 0);
        EXPECT_EQ(::listen(fd_, 1), 0);
        EXPECT_EQ(::getsockname(fd_, address, &size), 0);
        port_ = ntohs(at.sin_port);
        talker_ = std::thread([this, says = std::move(says)] {
            const int client = ::accept(fd_, nullptr, nullptr);
            std::array<char, 4096> hello{};
            EXPECT_GT(::read(client, hello.data(), hello.size()), 0); // unread, a close would be a reset
            EXPECT_EQ(::write(client, says.data(), says.size()), static_cast<ssize_t>(says.size()));
            ::close(client);
        });
    }
    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;
    ~Stranger() {
        talker_.join();
        ::close(fd_);
    }
    std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }

private:
    int fd_;
    std::uint16_t port_ = 0;
    std::thread talker_;
};

std::string someCertificate() {
    return Identity::create(SystemClock().now()).certificatePem();
}

std::optional<Fault> faultAt(const TlsLinkOptions& options) {
    return faultOf([&] { TlsLink(options).exchange(kAsk); });
}

} // namespace

TEST(PortalOverTls, ACardIsRegisteredThroughASocket) {
    OverTls at;
    TlsLink link(at.toServer());
    Client client(link);
    Holder holder;
    const Offer offer = holder.logIn(client, link);
    EXPECT_THAT(offer.functions, testing::ElementsAre("insurance_registration"));
    EXPECT_EQ(link.binding(), at.identity.binding());
    client.registerInsurance(test::kByStaff);
    client.logOut();
    EXPECT_EQ(at.portal.registered().size(), 1U);
    EXPECT_FALSE(at.portal.anybodyLoggedIn());
}

TEST(PortalOverTls, AlsoByTheNameOfTheMachine) {
    OverTls at;
    EXPECT_EQ(TlsLink({.url = "https://localhost:" + std::to_string(at.server.port()),
                       .anchorsPem = at.identity.certificatePem()})
                  .exchange(kAsk)
                  .status,
              201U);
}

TEST(PortalOverTls, SeveralCountersAtOnceAreServed) {
    OverTls at;
    std::vector<std::future<unsigned>> asked;
    for (unsigned i = 0; i < 8; ++i)
        asked.push_back(std::async(std::launch::async, [&] {
            TlsLink link(at.toServer());
            unsigned good = 0;
            for (unsigned n = 0; n < 5; ++n)
                good += link.exchange(kAsk).status == 201 ? 1U : 0U;
            return good;
        }));
    for (auto& answers : asked)
        EXPECT_EQ(answers.get(), 5U);
}

TEST(PortalOverTls, APortalThatIsDownIsCalledDown) {
    std::optional<OverTls> at(std::in_place);
    const TlsLinkOptions there = at->toServer();
    at.reset();
    EXPECT_EQ(faultAt(there), Fault::PortalDown);
}

TEST(PortalOverTls, APortalThatDoesNotAnswerIsCalledSlow) {
    OverTls at({.neverAnswers = true});
    TlsLinkOptions impatient = at.toServer();
    impatient.patience = 200ms;
    EXPECT_EQ(faultAt(impatient), Fault::PortalSlow);
}

TEST(PortalOverTls, AnotherCertificateThanTheExpectedIsNotTrusted) {
    OverTls at;
    TlsLinkOptions elsewhere = at.toServer();
    elsewhere.anchorsPem = someCertificate();
    EXPECT_EQ(faultAt(elsewhere), Fault::PortalUntrusted);
}

TEST(PortalOverTls, ACertificateForAnotherNameIsNotTrusted) {
    OverTls at({.address = "127.0.0.2"}); // the certificate says 127.0.0.1
    EXPECT_EQ(faultAt(at.toServer()), Fault::PortalUntrusted);
}

TEST(PortalOverTls, AnExpiredCertificateIsNotTrusted) {
    const FixedClock clock(test::kSampleTime);
    const Identity old = Identity::create(SystemClock().now() - 24h * 400);
    Portal portal(around(test::sampleCa(), clock, old.binding()));
    const Server server(portal, old);
    EXPECT_EQ(faultAt({.url = server.url(), .anchorsPem = old.certificatePem()}), Fault::PortalUntrusted);
}

TEST(PortalOverTls, AServerThatChangesItsCertificateMidwayIsSentNothing) {
    std::optional<OverTls> first(std::in_place);
    const std::uint16_t port = first->server.port();
    const Identity second = Identity::create(SystemClock().now());
    TlsLink link({.url = first->server.url(),
                  .anchorsPem = first->identity.certificatePem() + second.certificatePem(),
                  .patience = 2s});
    EXPECT_EQ(link.exchange(kAsk).status, 201U);
    first.reset();
    const FixedClock clock(test::kSampleTime);
    Portal portal(around(test::sampleCa(), clock, second.binding()));
    const Server other(portal, second, {.port = port, .neverAnswers = true}); // to a request it would be slow
    EXPECT_EQ(faultOf([&] { link.exchange(kAsk); }), Fault::PortalUntrusted);
}

TEST(PortalOverTls, AServerThatSpeaksNoTlsIsNotTrusted) {
    const Stranger plain("HTTP/1.1 200 OK\r\n\r\n");
    EXPECT_EQ(faultAt({.url = plain.url(), .anchorsPem = someCertificate()}), Fault::PortalUntrusted);
}

TEST(PortalOverTls, AServerThatHangsUpIsCalledDown) {
    const Stranger mute("");
    EXPECT_EQ(faultAt({.url = mute.url(), .anchorsPem = someCertificate()}), Fault::PortalDown);
}

TEST(PortalOverTls, AReplayedLoginIsCalledReplayed) {
    OverTls at;
    TlsLink wire(at.toServer());
    TroubledLink link(wire, {.replays = true});
    Client client(link);
    Holder holder;
    EXPECT_EQ(faultOf([&] { holder.logIn(client, link); }), Fault::ChallengeReplayed);
}

TEST(PortalOverTls, ACertificateRevokedAMomentAgoIsCalledRevoked) {
    OverTls at;
    TlsLink wire(at.toServer());
    Holder holder;
    TroubledLink link(wire, {.beforeLogin = [&] {
                          const std::string serial = crypto::readCertificate(holder.certificate()).serial;
                          EXPECT_TRUE(
                              at.ca->revoke(serial, trust::RevocationReason::KeyCompromise, at.clock.now()));
                      }});
    Client client(link);
    EXPECT_EQ(faultOf([&] { holder.logIn(client, link); }), Fault::CertificateRevoked);
}

TEST(PortalOverTls, ABodyThatIsTooLargeIsNotRead) {
    OverTls at;
    TlsLink link(at.toServer());
    EXPECT_EQ(faultOf([&] {
                  link.exchange({Verb::Post, "/v1/logins", "", std::string(kLargestBody + 1, ' ')});
              }),
              Fault::PortalDown);
    EXPECT_EQ(link.exchange(kAsk).status, 201U); // and the next one is served
}

TEST(PortalOverTls, AnAddressThatIsNoneIsRefusedBeforeAnythingIsSent) {
    const std::string pem = someCertificate();
    for (const char* url : {"", "http://localhost:1", "https://", "https://host:0", "https://host:70000",
                            "https://host/path", "https://user@host", "https://[::1", "https://host:1:2"})
        EXPECT_EQ(faultOf([&] { TlsLink({.url = url, .anchorsPem = pem}); }), Fault::BadInput) << url;
    EXPECT_EQ(faultOf([&] { TlsLink({.url = "https://localhost", .anchorsPem = "no certificate"}); }),
              Fault::FileMalformed);
}

TEST(PortalOverTls, APortThatIsTakenIsSaidToBe) {
    OverTls at;
    EXPECT_EQ(faultOf([&] { Server(at.portal, at.identity, {.port = at.server.port()}); }),
              Fault::NetworkUnavailable);
    EXPECT_EQ(faultOf([&] { Server(at.portal, at.identity, {.address = "no address"}); }), Fault::BadInput);
}

} // namespace kaomado::portal
