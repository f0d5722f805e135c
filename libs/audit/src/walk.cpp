// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/walk.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::audit {

Walk::Walk(std::string municipality, std::vector<Checkpoint> checkpoints, ContentCheck content)
    : municipality_(std::move(municipality)),
      checkpoints_(std::move(checkpoints)),
      content_(std::move(content)) {
    std::ranges::sort(checkpoints_, {}, &Checkpoint::size);
    compareHeads();
}

void Walk::entry(const Entry& entry) {
    if (entry.index < tree_.size()) {
        report({Problem::OutOfOrder, entry.index, entry.index}, entry);
        return;
    }
    if (entry.index > tree_.size()) {
        report({Problem::PlacesMissing, tree_.size(), entry.index - 1});
        tree_.skipTo(entry.index);
    }
    follow(entry);
    hash(entry);
    checkContent(entry);
    compareHeads();
}

Verification Walk::finish() && {
    found_.size = tree_.size();
    found_.root = tree_.root();
    if (!checkpoints_.empty() && checkpoints_.back().size > tree_.size())
        report({Problem::CutOff, tree_.size(), checkpoints_.back().size - 1});
    return std::move(found_);
}

void Walk::report(Finding finding, const Entry& at) {
    finding.caseId = at.caseId;
    finding.sequence = at.sequence;
    report(std::move(finding));
}

/// The events of a case stand in the log in the order in which they happened.
void Walk::follow(const Entry& entry) {
    std::uint64_t& last = sequences_[std::string(entry.caseId)];
    if (entry.sequence != last + 1)
        report({Problem::CaseGap, entry.index, entry.index}, entry);
    last = entry.sequence;
}

void Walk::hash(const Entry& entry) {
    if (entry.hashes.size() != merkle::completedBy(entry.index) * sizeof(merkle::Hash))
        report({Problem::HashesChanged, entry.index, entry.index, {}, 0, "hashes of a wrong length"}, entry);
    tree_.add(leaf(entry), entry.hashes, [&](unsigned level) {
        // The subtree that ends here covers 2^level places.
        const Problem problem = level == 0 ? Problem::EventChanged : Problem::HashesChanged;
        report({problem, entry.index + 1 - (std::uint64_t{1} << level), entry.index}, entry);
    });
}

std::optional<merkle::Hash> Walk::leaf(const Entry& entry) {
    if (!entry.event) {
        report({Problem::EventMissing, entry.index, entry.index}, entry);
        return std::nullopt;
    }
    const std::string text = leafText(municipality_, entry.caseId, entry.sequence, *entry.event);
    found_.bytes += text.size();
    return merkle::leafHash(viewOf(text));
}

void Walk::checkContent(const Entry& entry) {
    if (!content_ || !entry.event)
        return;
    try {
        content_(entry);
    } catch (const Error& error) {
        const Problem problem =
            error.fault() == Fault::SignatureInvalid ? Problem::ReadingForged : Problem::EventUnreadable;
        report({problem, entry.index, entry.index, {}, 0, error.what()}, entry);
    }
}

void Walk::compareHeads() {
    for (; nextHead_ < checkpoints_.size() && checkpoints_[nextHead_].size <= tree_.size(); ++nextHead_) {
        const Checkpoint& head = checkpoints_[nextHead_];
        const auto root = head.size == tree_.size() ? tree_.root() : std::nullopt;
        if (!root) // hidden by a gap, which is told already
            continue;
        // A log that is not what was signed is not what was signed later either: told once.
        if (*root != head.root && !differs_)
            report({Problem::HeadDiffers, found_.covered, head.size == 0 ? 0 : head.size - 1});
        differs_ = *root != head.root;
        if (!differs_)
            found_.covered = head.size;
    }
}

} // namespace kaomado::audit
