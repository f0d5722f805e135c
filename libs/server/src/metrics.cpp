// SPDX-License-Identifier: Apache-2.0
#include "metrics.hpp"

#include <algorithm>

namespace kaomado::server {

namespace {
void line(std::string& out, const std::string& name, const std::string& value) {
    out += name + " " + value + "\n";
}
void kind(std::string& out, const char* name, const char* type) {
    out += std::string("# TYPE ") + name + " " + type + "\n";
}
/// Seconds with six decimals, in whatever locale.
std::string seconds(std::int64_t microseconds) {
    constexpr std::int64_t kMillion = 1'000'000;
    std::string rest = std::to_string(microseconds % kMillion);
    return std::to_string(microseconds / kMillion) + "." + std::string(6 - rest.size(), '0') + rest;
}
} // namespace

void Metrics::count(const std::string& operation, unsigned status, std::chrono::microseconds took) {
    const auto bucket =
        std::ranges::find_if(kBounds, [&](unsigned ms) { return took <= std::chrono::milliseconds{ms}; }) -
        kBounds.begin();
    const std::lock_guard lock(mutex_);
    ++requests_[{operation, status}];
    ++buckets_[static_cast<std::size_t>(bucket)];
    sum_ += took;
}

std::string Metrics::text(const Gauges& gauges) const {
    std::string out;
    const std::lock_guard lock(mutex_);
    kind(out, "kaomado_requests_total", "counter");
    for (const auto& [key, count] : requests_)
        line(out,
             "kaomado_requests_total{operation=\"" + key.first + "\",status=\"" + std::to_string(key.second) +
                 "\"}",
             std::to_string(count));
    kind(out, "kaomado_request_seconds", "histogram");
    std::uint64_t sofar = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
        sofar += buckets_[i];
        const std::string bound = i < kBounds.size() ? seconds(std::int64_t{kBounds[i]} * 1000) : "+Inf";
        line(out, "kaomado_request_seconds_bucket{le=\"" + bound + "\"}", std::to_string(sofar));
    }
    line(out, "kaomado_request_seconds_sum", seconds(sum_.count()));
    line(out, "kaomado_request_seconds_count", std::to_string(sofar));
    kind(out, "kaomado_event_streams", "gauge");
    line(out, "kaomado_event_streams", std::to_string(gauges.watching));
    kind(out, "kaomado_store_written_total", "counter");
    line(out, "kaomado_store_written_total", std::to_string(gauges.written));
    kind(out, "kaomado_store_commits_total", "counter");
    line(out, "kaomado_store_commits_total", std::to_string(gauges.commits));
    kind(out, "kaomado_store_waiting", "gauge");
    line(out, "kaomado_store_waiting", std::to_string(gauges.waiting));
    return out;
}

} // namespace kaomado::server
