// SPDX-License-Identifier: Apache-2.0
#include "progress_line.hpp"

#include "texts.hpp"

#include <unistd.h>

#include <iostream>

namespace kaomado::app {

ProgressLine::ProgressLine(std::string text, bool asked)
    : text_(std::move(text)),
      terminal_(::isatty(STDERR_FILENO) == 1),
      wanted_(asked || terminal_),
      last_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
    if (shown_ && terminal_)
        std::cerr << "\r\x1B[K" << std::flush;
}

void ProgressLine::show(std::uint64_t count) {
    const auto now = std::chrono::steady_clock::now();
    if (!wanted_ || (terminal_ && now - last_ < std::chrono::seconds{1}))
        return;
    last_ = now;
    shown_ = true;
    std::cerr << (terminal_ ? "\r\x1B[K" : "") << fill(text_, {{"count", std::to_string(count)}})
              << (terminal_ ? "" : "\n") << std::flush;
}

} // namespace kaomado::app
