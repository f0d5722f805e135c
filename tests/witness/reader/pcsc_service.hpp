// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/lockable_card.hpp"
#include "support/pcscd/pcscd.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/emulator/reader_wire.hpp>
#include <kaomado/pcsc/monitor.hpp>

#include <gtest/gtest.h>

#include <mutex>
#include <thread>

namespace kaomado::test {

/// A card in the first slot of the virtual reader while it lives; afterwards the service, if there still is
/// one, has seen it go.
class CardInReader {
public:
    /// `port`: of the reader, or of a tap before it.
    explicit CardInReader(emulator::Chip& chip, std::uint16_t port = emulator::ReaderWire::kFirstPort)
        : thread_(
              [&chip, port](const std::stop_token& stop) { emulator::ReaderWire(port).serve(chip, stop); }) {}
    CardInReader(const CardInReader&) = delete;
    CardInReader& operator=(const CardInReader&) = delete;
    ~CardInReader() {
        try {
            leave();
        } catch (const Error&) { // nobody is there to see it go
            thread_.request_stop();
        }
    }

private:
    void leave() {
        using namespace pcsc;
        using namespace std::chrono_literals;
        Monitor monitor;
        int cards = 0;
        const auto look = [&](std::chrono::milliseconds limit) {
            for (const Event& event : monitor.wait(limit))
                cards += event.kind == EventKind::CardArrived ? 1
                         : event.kind == EventKind::CardLeft  ? -1
                                                              : 0;
        };
        look(5s);
        thread_.request_stop();
        thread_.join();
        for (int i = 0; i < 10 && cards > 0; ++i)
            look(1s);
    }

    std::jthread thread_;
};

/// Tests beside a PC/SC service of their own.
class PcscService : public testing::Test {
protected:
    /// Not before the suite: what fails there counts as a test left out.
    void SetUp() override {
        if (service_ == nullptr)
            service_ = std::make_unique<PrivatePcscd>();
    }
    static void TearDownTestSuite() { service_.reset(); }

    static PrivatePcscd& service() { return *service_; }
    static std::string firstReader() { return pcsc::chooseReader(pcsc::listReaders(), std::nullopt); }
    static void waitUntilSeen() { ASSERT_TRUE(pcsc::waitForCard(std::nullopt, std::chrono::seconds{10})); }

    /// What the card kept last. While it lies in the reader the chip itself belongs to the thread there.
    emulator::CardImage kept() const {
        const std::scoped_lock lock{mutex_};
        return emulator::CardImage::parse(kept_, "kept");
    }

private:
    void keep(const emulator::CardImage& image) {
        const std::scoped_lock lock{mutex_};
        kept_ = toText(image.toJson().bytes());
    }

    mutable std::mutex mutex_;
    std::string kept_;

protected:
    emulator::Chip chip_{lockableCard(), [this](const emulator::CardImage& image) { keep(image); }};

    PcscService() { keep(chip_.image()); }

private:
    static inline std::unique_ptr<PrivatePcscd> service_;
};

} // namespace kaomado::test
