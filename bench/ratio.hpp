// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace kaomado::bench {

/// "AMD EPYC 7763, 2 cores"
inline std::string machine() {
    std::ifstream cpuinfo("/proc/cpuinfo");
    std::string model = "unknown processor";
    for (std::string line; std::getline(cpuinfo, line);)
        if (line.starts_with("model name")) {
            model = line.substr(line.find(':') + 2);
            break;
        }
    return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores";
}

enum class Limit { AtLeast, AtMost };

/// Prints the one line that counts. False when the limit does not hold.
inline bool report(const char* what, double ratio, Limit kind, double limit) {
    const bool holds = kind == Limit::AtLeast ? ratio >= limit : ratio <= limit;
    std::printf("ratio %-34s %9.3f  limit %s %g  %s\n", what, ratio,
                kind == Limit::AtLeast ? ">=" : "<=", limit, holds ? "holds" : "DOES NOT HOLD");
    return holds;
}

inline double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// Of a whole benchmark: 0 when its limits hold, 1 when one does not, 2 when it could not be measured.
inline int exitCode(bool (*holds)()) {
    try {
        return holds() ? 0 : 1;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 2;
    }
}

/// Nanoseconds of one call.
inline double nanoseconds(const std::function<void()>& call) {
    const auto before = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - before).count();
}

/// The same on the processor's clock: what this program itself has run, the system's work for it included,
/// and not what others ran meanwhile. For work that waits for nothing.
inline double processorNanoseconds(const std::function<void()>& call) {
    const auto now = [] {
        timespec at{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
        return static_cast<double>(at.tv_sec) * 1e9 + static_cast<double>(at.tv_nsec);
    };
    const double before = now();
    call();
    return now() - before;
}

/// Two calls measured in turn, so that a busy moment of the machine meets both: median nanoseconds of each.
inline std::pair<double, double> inTurn(std::size_t rounds, const std::function<void()>& one,
                                        const std::function<void()>& other,
                                        double (*measure)(const std::function<void()>&) = nanoseconds) {
    std::vector<double> first, second;
    for (std::size_t i = 0; i < rounds; ++i) {
        first.push_back(measure(one));
        second.push_back(measure(other));
    }
    return {median(std::move(first)), median(std::move(second))};
}

} // namespace kaomado::bench
