// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace kaomado::app {

/// One line on stderr that is written over once a second at most, and wiped at the end. On a terminal only,
/// unless asked for.
class ProgressLine {
public:
    /// `text` has {count}.
    ProgressLine(std::string text, bool asked);
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();

    void show(std::uint64_t count);

private:
    std::string text_;
    bool shown_ = false, terminal_, wanted_;
    std::chrono::steady_clock::time_point last_;
};

} // namespace kaomado::app
