// SPDX-License-Identifier: Apache-2.0
#include "support/card_vectors.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/commands.hpp>
#include <kaomado/emulator/reader_wire.hpp>
#include <kaomado/pcsc/monitor.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

#include <gmock/gmock.h>

#include <cstdlib>
#include <future>
#include <thread>

using namespace kaomado;
using namespace kaomado::emulator;
using card::App;
using card::Pin;
using card::Reference;
using testing::IsEmpty;

namespace {
const std::filesystem::path kVectors = std::filesystem::path(KAOMADO_VECTORS) / "emulator";
const Reference kPin{App::Jpki, card::file::kUserAuthPin};

const char* realReader() {
    return std::getenv("KAOMADO_CONTRACT_READER");
}

/// The sample card in the first virtual reader, served by a thread.
class Inserted {
public:
    explicit Inserted(CardFaults faults = {}) : chip_(CardImage::load(kVectors / "sample-card.json")) {
        chip_.faults() = std::move(faults);
        pcsc::Monitor monitor;
        waitUntil(monitor, false); // the service notices a removal late
        wire_.emplace();
        serving_ = std::jthread([this](const std::stop_token& stop) {
            const WireEnd why = wire_->serve(chip_, stop);
            wire_.reset();
            end_.set_value(why);
        });
        waitUntil(monitor, true);
    }

    static std::string reader() { return pcsc::listReaders().at(0); }
    /// Waits until the card has left.
    WireEnd end() { return end_.get_future().get(); }
    /// Only after end(): the thread owns the chip until then.
    unsigned tries() const { return chip_.image().find(kPin.app, kPin.file)->tries; }

private:
    void waitUntil(pcsc::Monitor& monitor, bool present) {
        bool first = true;
        while (first || present_ != present) {
            const auto events = monitor.wait(std::chrono::seconds{10});
            if (events.empty())
                throw std::runtime_error("the virtual reader did not notice its card in 10 seconds");
            for (const pcsc::Event& event : events)
                if (event.reader == reader() && event.kind != pcsc::EventKind::ReaderArrived)
                    present_ = event.kind == pcsc::EventKind::CardArrived;
            first = false;
        }
    }

    bool present_ = false;
    Chip chip_;
    std::optional<ReaderWire> wire_;
    std::promise<WireEnd> end_;
    std::jthread serving_;
};

std::optional<Fault> faultOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.fault();
    }
    return std::nullopt;
}
} // namespace

TEST(Contract, HoldsThroughThePcscService) {
    std::optional<Inserted> virtualCard;
    if (realReader() == nullptr)
        virtualCard.emplace();
    pcsc::PcscCard card(realReader() != nullptr ? realReader() : Inserted::reader());
    for (const test::CardVector& vector : test::cardVectors(kVectors / "contract.vec")) {
        card.reset();
        EXPECT_THAT(test::play(vector, test::sendTo(card)), IsEmpty()) << vector.title;
    }
}

class VirtualReader : public testing::Test {
protected:
    void SetUp() override {
        if (realReader() != nullptr)
            GTEST_SKIP() << "spends tries: never on a real card";
    }
};

TEST_F(VirtualReader, CarriesTheSameSignaturesAsOpenssl) {
    std::size_t played = 0;
    for (const test::CardVector& vector : test::cardVectors(kVectors / "signing.vec")) {
        const Inserted inserted;
        pcsc::PcscCard card(Inserted::reader());
        EXPECT_THAT(test::play(vector, test::sendTo(card)), IsEmpty()) << vector.title;
        ++played;
    }
    EXPECT_EQ(played, 5U);
}

TEST_F(VirtualReader, KeepsACardThatThinksLongerThanThePresenceCheckWaits) {
    CardFaults slow;
    slow.answerDelay = std::chrono::milliseconds{1200}; // three presence checks
    const Inserted inserted(slow);
    pcsc::PcscCard card(Inserted::reader());
    EXPECT_EQ(card::triesLeft(card, kPin), 3U);
}

TEST_F(VirtualReader, ForgetsWhatWasVerifiedWhenTheProgramLeaves) {
    const Inserted inserted;
    {
        pcsc::PcscCard card(Inserted::reader());
        ASSERT_TRUE(std::holds_alternative<card::Verified>(card::verify(card, kPin, Pin("1234"))));
    }
    pcsc::PcscCard card(Inserted::reader());
    EXPECT_EQ(card.transmit({.ins = 0x20, .p2 = 0x80}).sw.value, 0x6986);
}

// Last: its reset fails in the service, which then needs to see an empty reader before it sees a card again.
TEST_F(VirtualReader, ShowsACardThatLostItsPowerAsRemovedAndSpendsTheTry) {
    CardFaults weak;
    weak.powerLostAfter = 3;
    Inserted inserted(weak);
    {
        pcsc::PcscCard card(Inserted::reader());
        const auto fault = faultOf([&] { card::verify(card, kPin, Pin("0000")); });
        EXPECT_EQ(fault, Fault::CardRemoved);
    }
    EXPECT_EQ(inserted.end(), WireEnd::PowerLost);
    EXPECT_EQ(inserted.tries(), 2U);
}
