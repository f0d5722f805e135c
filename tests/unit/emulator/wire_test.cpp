// SPDX-License-Identifier: Apache-2.0
#include "sample_card.hpp"
#include "support/fake_reader.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/emulator/reader_wire.hpp>

#include <gmock/gmock.h>

#include <future>
#include <thread>

using namespace kaomado;
using namespace kaomado::emulator;
using testing::HasSubstr;

namespace {
/// A sample card inserted into a fake reader, served by a thread.
struct Inserted {
    explicit Inserted(CardFaults faults = {}) : chip(test::sampleCard()) {
        chip.faults() = std::move(faults);
        wire.emplace(reader.port());
        reader.accept();
        end = std::async(std::launch::async, [this] {
            const WireEnd why = wire->serve(chip, stop.get_token());
            wire.reset(); // takes the card out
            return why;
        });
    }
    ~Inserted() { stop.request_stop(); }

    test::FakeReader reader;
    Chip chip;
    std::optional<ReaderWire> wire;
    std::stop_source stop;
    std::future<WireEnd> end;
};
constexpr const char* kSelectJpki = "00A4040C0AD392F000260100000001";
} // namespace

TEST(ReaderWire, TellsItsAtrWithAndWithoutPower) {
    Inserted card;
    EXPECT_EQ(card.reader.ask("04"), "3BE000FF8131FE4514");
    card.reader.send("01");
    EXPECT_EQ(card.reader.ask("04"), "3BE000FF8131FE4514");
}

TEST(ReaderWire, AnswersCommandsAndForgetsAtAReset) {
    Inserted card;
    card.reader.send("01");
    EXPECT_EQ(card.reader.ask(kSelectJpki), "9000");
    EXPECT_EQ(card.reader.ask("00A4020C020018"), "9000");
    EXPECT_EQ(card.reader.ask("00200080"), "63C3");
    card.reader.send("02");
    EXPECT_EQ(card.reader.ask("00200080"), "6986");
}

TEST(ReaderWire, CarriesExtendedCommandsAndAnswers) {
    Inserted card;
    card.reader.send("01");
    card.reader.ask("00A4040C0AD3921000310001010402");
    card.reader.ask("002000930C313233343536373839303130");
    const std::string answer = card.reader.ask("00B08200000000");
    EXPECT_EQ(answer.size(), 2 * (605U + 2U));
}

TEST(ReaderWire, AStopTakesTheCardOut) {
    Inserted card;
    card.reader.ask("04");
    card.stop.request_stop();
    EXPECT_EQ(card.end.get(), WireEnd::Stopped);
    EXPECT_EQ(card.reader.receive(), "");
    EXPECT_FALSE(card.chip.powered());
}

TEST(ReaderWire, AStopInterruptsADelay) {
    CardFaults faults;
    faults.answerDelay = std::chrono::minutes{1};
    Inserted card(faults);
    card.reader.send("01");
    card.reader.send(kSelectJpki);
    card.stop.request_stop();
    EXPECT_EQ(card.end.get(), WireEnd::Stopped);
}

TEST(ReaderWire, ADelayedAnswerComesBeforeTheAnswerToThePresenceCheck) {
    CardFaults faults;
    faults.answerDelay = std::chrono::milliseconds{30};
    Inserted card(faults);
    card.reader.send("01");
    card.reader.send(kSelectJpki);
    card.reader.send("04");
    EXPECT_EQ(card.reader.receive(), "9000");
    EXPECT_EQ(card.reader.receive(), "3BE000FF8131FE4514");
}

TEST(ReaderWire, AReaderThatEndsTheConnectionIsNoFault) {
    Inserted card;
    card.reader.ask("04");
    card.reader.close();
    EXPECT_EQ(card.end.get(), WireEnd::ReaderClosed);
}

TEST(ReaderWire, SilenceEndsTheConnectionBecauseTheReaderWouldWaitForEver) {
    CardFaults mute;
    mute.muteAfter = 0;
    Inserted card(mute);
    card.reader.send("01");
    EXPECT_EQ(card.reader.ask(kSelectJpki), "");
    EXPECT_EQ(card.end.get(), WireEnd::Mute);

    CardFaults weak;
    weak.powerLostAfter = 1;
    Inserted other(weak);
    other.reader.send("01");
    EXPECT_EQ(other.reader.ask(kSelectJpki), "");
    EXPECT_EQ(other.end.get(), WireEnd::PowerLost);
}

TEST(ReaderWire, UnknownControlsAndEmptyFramesAreIgnored) {
    Inserted card;
    card.reader.send("");
    card.reader.send("03");
    EXPECT_EQ(card.reader.ask("04"), "3BE000FF8131FE4514");
}

TEST(ReaderWire, NoReaderIsAFaultThatNamesPortAndRemedy) {
    std::uint16_t port = 0;
    {
        const test::FakeReader gone;
        port = gone.port();
    }
    try {
        const ReaderWire wire(port);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::NetworkUnavailable);
        EXPECT_THAT(error.what(), HasSubstr("127.0.0.1:" + std::to_string(port)));
        EXPECT_THAT(error.what(), HasSubstr("vsmartcard-vpcd"));
    }
}
