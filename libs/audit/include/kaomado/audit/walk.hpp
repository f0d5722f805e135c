// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/audit/finding.hpp"
#include "kaomado/audit/rebuilt_tree.hpp"

#include <unordered_map>

namespace kaomado::audit {

/// Says what is wrong with an event beyond its hash: throws Error with Fault::SignatureInvalid for a forged
/// reading, with any other fault for an event that cannot be understood.
using ContentCheck = std::function<void(const Entry& entry)>;

/// Goes through a municipality's log line by line, in the order of places, and keeps what does not fit. All
/// it needs is the lines: a database and an export are walked alike. @thread one object, one thread
class Walk {
public:
    Walk(std::string municipality, std::vector<Checkpoint> checkpoints, ContentCheck content = {});

    void entry(const Entry& entry);
    /// What was found outside of the lines, e.g. an event without a place.
    void report(Finding finding) { found_.findings.push_back(std::move(finding)); }
    std::uint64_t size() const { return tree_.size(); }
    bool sound() const { return found_.sound(); }
    /// The end of the log has been reached.
    Verification finish() &&;

private:
    void report(Finding finding, const Entry& at);
    void follow(const Entry& entry);
    void hash(const Entry& entry);
    std::optional<merkle::Hash> leaf(const Entry& entry);
    void checkContent(const Entry& entry);
    void compareHeads();

    std::string municipality_;
    std::vector<Checkpoint> checkpoints_;
    ContentCheck content_;
    RebuiltTree tree_;
    std::unordered_map<std::string, std::uint64_t> sequences_;
    std::size_t nextHead_ = 0;
    bool differs_ = false;
    Verification found_;
};

} // namespace kaomado::audit
