// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace kaomado::chip {

/// One thing that was checked. `what` is a stable name, e.g. "VISUAL/0002 photo".
struct Finding {
    std::string what;
    bool passed = false;
    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Everything that was checked, passed or not. Nothing checked is not a success.
class Report {
public:
    void check(std::string what, bool passed) { findings_.push_back({std::move(what), passed}); }
    void merge(const Report& other) {
        findings_.insert(findings_.end(), other.findings_.begin(), other.findings_.end());
    }

    bool ok() const { return !findings_.empty() && failures().empty(); }
    std::vector<std::string> failures() const;
    const std::vector<Finding>& findings() const { return findings_; }

    /// @throws Error Fault::SignatureInvalid naming every failure, or that nothing was checked
    void throwUnlessOk() const;

private:
    std::vector<Finding> findings_;
};

} // namespace kaomado::chip
