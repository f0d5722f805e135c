// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace kaomado::server {

/// What is counted, in Prometheus' text format. Labels are names of operations and status codes: nothing that
/// a caller chooses. @thread any  @source SRC-PROMETHEUS-TEXT
class Metrics {
public:
    void count(const std::string& operation, unsigned status, std::chrono::microseconds took);

    struct Gauges {
        std::size_t watching = 0;
        std::uint64_t written = 0, commits = 0;
        std::size_t waiting = 0;
    };
    std::string text(const Gauges& gauges) const;

private:
    static constexpr std::array<unsigned, 9> kBounds{1, 5, 10, 25, 50, 100, 250, 1000, 5000}; ///< ms

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, unsigned>, std::uint64_t> requests_;
    std::array<std::uint64_t, kBounds.size() + 1> buckets_{};
    std::chrono::microseconds sum_{0};
};

} // namespace kaomado::server
