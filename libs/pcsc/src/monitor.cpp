// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pcsc/monitor.hpp"

#include "scard.hpp"

#include <algorithm>
#include <atomic>
#include <deque>

namespace kaomado::pcsc {

namespace {
using Milliseconds = std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

/// A cancel that falls between the look at the flag and the call into the service is seen after this time.
constexpr Milliseconds kLongestCall{1000};

struct Known {
    NativeText native;
    std::string name;
    DWORD state = SCARD_STATE_UNAWARE;
    bool card = false;
};

Milliseconds callTime(const std::optional<SteadyTime>& end) {
    if (!end)
        return kLongestCall;
    const auto left = std::chrono::ceil<Milliseconds>(*end - std::chrono::steady_clock::now());
    return std::clamp(left, Milliseconds{0}, kLongestCall);
}
} // namespace

std::vector<std::string> listReaders() {
    return Context().readers();
}

std::string chooseReader(const std::vector<std::string>& readers, const std::optional<std::string>& wanted) {
    if (readers.empty())
        throw Error(Fault::ReaderMissing, "the service knows no reader");
    if (!wanted)
        return readers.front();
    if (std::ranges::find(readers, *wanted) != readers.end())
        return *wanted;
    std::vector<std::string> fitting;
    std::string all;
    for (const std::string& reader : readers) {
        all += (all.empty() ? "" : ", ") + reader;
        if (reader.find(*wanted) != std::string::npos)
            fitting.push_back(reader);
    }
    if (fitting.size() != 1)
        throw Error(Fault::ReaderMissing,
                    std::string(fitting.empty() ? "no reader" : "more than one reader") + " is named \"" +
                        *wanted + "\"; there are: " + all);
    return fitting.front();
}

class Monitor::Impl {
public:
    std::vector<Event> wait(std::optional<Milliseconds> limit) {
        std::optional<SteadyTime> end;
        if (limit)
            end = std::chrono::steady_clock::now() + *limit;
        std::vector<Event> events;
        while (events.empty() && !cancelled_) {
            compareReaders(events);
            if (!events.empty() && !first_)
                break;
            const Milliseconds time = events.empty() ? callTime(end) : Milliseconds{0};
            const bool changed = waitOnce(time, events);
            first_ = false;
            if (!changed && end && std::chrono::steady_clock::now() >= *end)
                break;
        }
        return events;
    }

    void cancel() noexcept {
        cancelled_ = true;
        SCardCancel(context_.get());
    }
    bool cancelled() const noexcept { return cancelled_; }

private:
    /// Readers that came or went since the last look.
    void compareReaders(std::vector<Event>& events) {
        const std::vector<std::string> now = context_.readers();
        for (const Known& known : known_)
            if (std::ranges::find(now, known.name) == now.end()) {
                if (known.card)
                    events.push_back({EventKind::CardLeft, known.name, {}});
                events.push_back({EventKind::ReaderLeft, known.name, {}});
            }
        std::erase_if(known_, [&](const Known& k) { return std::ranges::find(now, k.name) == now.end(); });
        for (const std::string& name : now)
            if (std::ranges::find(known_, name, &Known::name) == known_.end()) {
                known_.push_back({toNative(name), name});
                events.push_back({EventKind::ReaderArrived, name, {}});
            }
    }

    /// True when the service reported something.
    bool waitOnce(Milliseconds time, std::vector<Event>& events) {
        std::vector<NativeState> states;
        for (const Known& known : known_)
            states.push_back(stateFor(known.native, known.state));
        states.push_back(stateFor(pnp_, static_cast<DWORD>(known_.size() << 16U)));
        const LONG result = context_.waitForChange(states, static_cast<DWORD>(time.count()));
        if (is(result, SCARD_E_TIMEOUT) || is(result, SCARD_E_CANCELLED))
            return false;
        if (is(result, SCARD_E_UNKNOWN_READER) || is(result, SCARD_E_NO_READERS_AVAILABLE) ||
            is(result, SCARD_E_READER_UNAVAILABLE))
            return true; // it went between the list and the call; the next comparison tells
        if (!is(result, SCARD_S_SUCCESS))
            fail(result, "SCardGetStatusChange", Stage::Connecting);
        for (std::size_t i = 0; i < known_.size(); ++i)
            take(known_[i], states[i], events);
        return true;
    }

    static void take(Known& known, const NativeState& state, std::vector<Event>& events) {
        if ((state.dwEventState & SCARD_STATE_CHANGED) == 0)
            return;
        const bool sameCount = (known.state >> 16U) == (state.dwEventState >> 16U);
        const bool card = (state.dwEventState & SCARD_STATE_PRESENT) != 0;
        const bool swapped = known.card && card && !sameCount; // left and came back between two calls
        known.state = state.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
        if (known.card && (!card || swapped))
            events.push_back({EventKind::CardLeft, known.name, {}});
        if (card && (!known.card || swapped))
            events.push_back({EventKind::CardArrived, known.name,
                              Bytes(state.rgbAtr, state.rgbAtr + static_cast<std::size_t>(state.cbAtr))});
        known.card = card;
    }

    Context context_;
    std::deque<Known> known_; // stable addresses: the service is given pointers to the names
    const NativeText pnp_ = plugAndPlay();
    bool first_ = true;
    std::atomic<bool> cancelled_{false};
};

Monitor::Monitor() : impl_(std::make_unique<Impl>()) {}
Monitor::~Monitor() = default;

std::vector<Event> Monitor::wait(std::optional<std::chrono::milliseconds> limit) {
    return impl_->wait(limit);
}

void Monitor::cancel() noexcept {
    impl_->cancel();
}

bool Monitor::cancelled() const noexcept {
    return impl_->cancelled();
}

bool waitForCard(const std::optional<std::string>& reader, Milliseconds limit) {
    const SteadyTime end = std::chrono::steady_clock::now() + limit;
    Monitor monitor;
    std::vector<std::string> readers;
    std::vector<std::string> cards;
    for (;;) {
        const auto left = std::chrono::ceil<Milliseconds>(end - std::chrono::steady_clock::now());
        for (const Event& event : monitor.wait(std::max(left, Milliseconds{0}))) {
            if (event.kind == EventKind::ReaderArrived)
                readers.push_back(event.reader);
            if (event.kind == EventKind::ReaderLeft)
                std::erase(readers, event.reader);
            if (event.kind == EventKind::CardArrived)
                cards.push_back(event.reader);
            if (event.kind == EventKind::CardLeft)
                std::erase(cards, event.reader);
        }
        try {
            if (std::ranges::find(cards, chooseReader(readers, reader)) != cards.end())
                return true;
        } catch (const Error&) { // not plugged in yet
        }
        if (std::chrono::steady_clock::now() >= end)
            return false;
    }
}

} // namespace kaomado::pcsc
