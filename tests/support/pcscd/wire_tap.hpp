// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fake_reader.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kaomado::test {

/// Lies on the wire between one virtual card and the virtual reader: hears every command, whoever made the
/// card, and can do something when command n has been carried out and its answer is on the way. The card is
/// inserted by connecting to port(). @thread the act runs on a thread of its own
class WireTap {
public:
    enum class Answer { PassOn, Cut }; ///< Cut: both sides are closed, the card is gone
    using Act = std::function<Answer()>;

    /// Commands are counted from 1 over the whole life of the tap, power cycles or not.
    explicit WireTap(unsigned n = 0, Act act = {});
    WireTap(const WireTap&) = delete;
    WireTap& operator=(const WireTap&) = delete;
    ~WireTap();

    std::uint16_t port() const { return card_.port(); }
    /// What the card was sent so far, in hexadecimal.
    std::vector<std::string> commands() const;
    bool acted() const { return acted_; }

private:
    void carry();
    /// False when the card is to be gone.
    bool pass(const std::string& frame);

    unsigned n_;
    Act act_;
    FakeReader card_;
    int reader_;
    mutable std::mutex mutex_;
    std::vector<std::string> commands_;
    std::atomic<bool> acted_{false};
    std::thread thread_;
};

} // namespace kaomado::test
