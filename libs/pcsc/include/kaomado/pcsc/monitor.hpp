// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kaomado::pcsc {

/// Readers in the order of the service; none is an empty list.
/// @throws Error Fault::PcscUnavailable
std::vector<std::string> listReaders();

/// The reader of that name; a part of the name will do when only one reader has it. Without a name the first.
/// @throws Error Fault::ReaderMissing naming the readers that there are
std::string chooseReader(const std::vector<std::string>& readers, const std::optional<std::string>& wanted);

enum class EventKind { ReaderArrived, ReaderLeft, CardArrived, CardLeft };

struct Event {
    EventKind kind;
    std::string reader;
    Bytes atr; ///< CardArrived: as the reader reports it
};

/// Tells what happens at the readers. The service wakes it up; nothing is polled.
/// @thread wait() on one thread at a time, cancel() from any
class Monitor {
public:
    /// @throws Error Fault::PcscUnavailable
    Monitor();
    Monitor(const Monitor&) = delete;
    Monitor& operator=(const Monitor&) = delete;
    ~Monitor();

    /// Events since the last call, at least one unless the time passed or cancel() came; the first call
    /// reports the readers and cards that are there. Without a limit it waits for ever.
    /// @throws Error Fault::PcscUnavailable
    std::vector<Event> wait(std::optional<std::chrono::milliseconds> limit = std::nullopt);

    /// Ends a wait within a second, and every later one at once.
    void cancel() noexcept;
    bool cancelled() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// Waits until a card lies on the reader. False when the time passed. The reader may be plugged in meanwhile.
/// @throws Error Fault::PcscUnavailable
bool waitForCard(const std::optional<std::string>& reader, std::chrono::milliseconds limit);

} // namespace kaomado::pcsc
