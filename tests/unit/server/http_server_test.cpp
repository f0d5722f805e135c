// SPDX-License-Identifier: Apache-2.0
// What comes over the wire and is no well-formed request, as bytes.
#include "raw_client.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/server/http.hpp>

#include <gmock/gmock.h>

#include <future>
#include <mutex>
#include <thread>

namespace kaomado::server {

using test::RawClient;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

const std::string kHost = "Host: counter.example\r\n";

/// Answers everything with what it understood.
Answer echo(const Request& request) {
    return {.type = "text/plain",
            .body = request.method + " " + request.path + " [" + request.query + "] " + request.body,
            .headers = {{"X-Seen", std::string(request.header("x-seen"))}}};
}

class Wire : public testing::Test {
protected:
    std::string answerTo(const std::string& bytes) {
        RawClient client(server.port());
        client.send(bytes);
        return client.readToEnd();
    }
    /// The server is still there for others.
    void expectAlive() {
        EXPECT_THAT(answerTo("GET /alive HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n"),
                    HasSubstr("GET /alive"));
    }

    HttpServer server{{.readTimeout = std::chrono::milliseconds{400}}, echo};
};

TEST_F(Wire, ARequestIsUnderstood) {
    const std::string answer =
        answerTo("POST /a/b?c=d HTTP/1.1\r\n" + kHost +
                 "X-Seen: one\r\nX-Seen: two\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("POST /a/b [c=d] body"));
    EXPECT_THAT(answer, HasSubstr("X-Seen: one, two\r\n"));
}

TEST_F(Wire, TwoRequestsOnOneConnectionGetTwoAnswers) {
    RawClient client(server.port());
    client.send("GET /first HTTP/1.1\r\n" + kHost + "\r\n");
    EXPECT_THAT(client.readUntil("GET /first [] "), HasSubstr("200 OK"));
    client.send("GET /second HTTP/1.1\r\n" + kHost + "\r\n");
    EXPECT_THAT(client.readUntil("GET /second [] "), HasSubstr("200 OK"));
}

TEST_F(Wire, WithoutHostOrWithTwoItIsRefused) {
    EXPECT_THAT(answerTo("GET / HTTP/1.1\r\n\r\n"), HasSubstr(" 400 "));
    EXPECT_THAT(answerTo("GET / HTTP/1.1\r\n" + kHost + kHost + "\r\n"), HasSubstr(" 400 "));
    EXPECT_THAT(answerTo("GET / HTTP/1.0\r\n\r\n"), HasSubstr(" 400 "));
}

TEST_F(Wire, ASpaceBeforeTheColonIsRefused) {
    EXPECT_THAT(answerTo("GET / HTTP/1.1\r\n" + kHost + "X-Seen : one\r\nConnection: close\r\n\r\n"),
                testing::Not(HasSubstr(" 200 ")));
    expectAlive();
}

TEST_F(Wire, ALengthThatCanBeReadInTwoWaysClosesWithoutAnAnswerOfTheHandler) {
    for (const char* lengths :
         {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 4\r\nContent-Length: 5\r\n",
          "Content-Length: +5\r\n", "Content-Length: -1\r\n", "Content-Length: 0x4\r\n"})
        EXPECT_THAT(answerTo("POST / HTTP/1.1\r\n" + kHost + lengths + "\r\nbody"),
                    testing::Not(HasSubstr(" 200 ")))
            << lengths;
    expectAlive();
}

TEST_F(Wire, AZeroByteCloses) {
    EXPECT_THAT(answerTo("GET / HTTP/1.1\r\n" + kHost + "X-Seen: a" + std::string(1, '\0') + "b\r\n\r\n"),
                testing::Not(HasSubstr(" 200 ")));
    expectAlive();
}

TEST_F(Wire, WhatIsTooLargeCloses) {
    EXPECT_EQ(answerTo("GET / HTTP/1.1\r\n" + kHost + "X-Seen: " + std::string(100'000, 'a') + "\r\n\r\n"),
              "");
    EXPECT_EQ(answerTo("GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n"), "");
    EXPECT_EQ(answerTo("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 2000000000\r\n\r\n"), "");
    EXPECT_EQ(answerTo("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 2000000\r\n\r\n" +
                       std::string(2'000'000, 'a')),
              "");
    expectAlive();
}

TEST_F(Wire, MoreFieldsThanAnybodySendsClose) {
    std::string fields;
    for (int i = 0; i < 1000; ++i)
        fields += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(answerTo("GET / HTTP/1.1\r\n" + kHost + fields + "\r\n"), "");
    expectAlive();
}

TEST_F(Wire, SomebodyWhoNeverEndsHisRequestIsCutOff) {
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\n" + kHost);
    EXPECT_EQ(client.readToEnd(), "");
    EXPECT_TRUE(client.closed());
}

TEST_F(Wire, ObsoleteFoldingDoesNotMakeAnotherField) {
    const std::string answer =
        answerTo("GET / HTTP/1.1\r\n" + kHost + "X-Other: a\r\n X-Seen: folded\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, testing::Not(HasSubstr("X-Seen: folded\r\n")));
    expectAlive();
}

TEST(Workers, OneMoreThanMayWaitIsToldToComeBack) {
    std::promise<void> go, begun;
    const std::shared_future<void> gone = go.get_future().share();
    std::once_flag once;
    HttpServer server({.workers = 1, .mostWaiting = 1}, [&](const Request&) -> Answer {
        std::call_once(once, [&] { begun.set_value(); });
        gone.wait();
        return {.type = "text/plain", .body = "done"};
    });
    const std::string request = "GET / HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n";
    RawClient working(server.port());
    working.send(request);
    begun.get_future().wait();
    RawClient one(server.port()), other(server.port());
    one.send(request);
    other.send(request);
    // Either of the two waits; the other one is answered while the worker is busy.
    pollfd both[2] = {one.descriptor(), other.descriptor()};
    ASSERT_GE(::poll(both, 2, 60'000), 1);
    RawClient& turnedAway = both[0].revents != 0 ? one : other;
    EXPECT_THAT(turnedAway.readToEnd(), testing::AllOf(HasSubstr(" 503 "), HasSubstr("overloaded")));
    go.set_value();
    EXPECT_THAT(working.readToEnd(), HasSubstr("done"));
}

TEST(Stop, WhatWasBegunIsAnsweredBeforeItEnds) {
    std::promise<void> begun, go;
    HttpServer server({}, [&](const Request&) -> Answer {
        begun.set_value();
        go.get_future().wait();
        return {.type = "text/plain", .body = "finished all the same"};
    });
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
    begun.get_future().wait();
    std::thread stopping([&] { server.stop(); });
    go.set_value();
    EXPECT_THAT(client.readToEnd(), HasSubstr("finished all the same"));
    stopping.join();
    EXPECT_THROW(RawClient{server.port()}, std::runtime_error);
}

/// A server whose one answer goes on after its first line.
class Streaming : public testing::Test {
protected:
    void readFirstLine(RawClient& client) {
        client.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
        EXPECT_THAT(client.readUntil("first\n"), HasSubstr("text/event-stream"));
    }

    std::promise<std::shared_ptr<Stream>> handed;
    HttpServer server{{}, [this](const Request&) {
                          Answer answer{.type = "text/event-stream", .body = "first\n"};
                          answer.stream = [this](std::shared_ptr<Stream> stream) {
                              handed.set_value(std::move(stream));
                          };
                          return answer;
                      }};
};

TEST_F(Streaming, PiecesArriveAsTheyAreSentAndTheEndIsTold) {
    RawClient client(server.port());
    readFirstLine(client);
    const auto stream = handed.get_future().get();
    stream->send("second\n");
    EXPECT_THAT(client.readUntil("second\n"), HasSubstr("second\n"));
    stream->close();
    EXPECT_THAT(client.readUntil("0\r\n\r\n"), HasSubstr("0\r\n\r\n"));
}

TEST_F(Streaming, SomebodyWhoLeftIsNoticed) {
    {
        RawClient client(server.port());
        readFirstLine(client);
    }
    const auto stream = handed.get_future().get();
    for (int i = 0; i < 3000 && stream->open(); ++i) {
        stream->send("more\n");
        ::poll(nullptr, 0, 10);
    }
    EXPECT_FALSE(stream->open());
}

TEST(Listening, APortThatIsTakenIsTold) {
    const HttpServer first({}, echo);
    try {
        const HttpServer second({.port = first.port()}, echo);
        ADD_FAILURE() << "two listen on one port";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::NetworkUnavailable);
    }
}

} // namespace
} // namespace kaomado::server
