// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace kaomado::app {

/// SIGINT and SIGTERM ask to stop, for as long as this lives. Make it before other threads, which inherit
/// that they do not get these signals themselves.
class StopOnSignal {
public:
    StopOnSignal();
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;
    ~StopOnSignal();

    std::stop_token token() const { return source_.get_token(); }

private:
    std::stop_source source_;
    std::thread waiter_;
};

} // namespace kaomado::app
