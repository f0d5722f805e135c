// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/audit/head.hpp>
#include <kaomado/audit/walk.hpp>

namespace kaomado::audit {

/// A log in memory, as it is stored: what is changed here is what somebody does to the database.
class SampleLog {
public:
    struct Line {
        std::uint64_t index;
        std::string caseId;
        std::uint64_t sequence;
        std::optional<std::string> event;
        Bytes hashes;
        Entry entry() const {
            return {index, caseId, sequence, event ? std::optional<std::string_view>(*event) : std::nullopt,
                    hashes};
        }
    };

    /// `events` of three cases that take turns: C0 1, C1 1, C2 1, C0 2 …
    explicit SampleLog(std::size_t events) {
        for (std::size_t i = 0; i < events; ++i)
            lines.push_back(
                {i, "C" + std::to_string(i % 3), i / 3 + 1, R"({"n":)" + std::to_string(i) + "}", {}});
        rehash();
    }
    /// What somebody does who knows how: every hash anew, so that all fits again.
    void rehash() {
        merkle::Frontier tree;
        for (Line& line : lines) {
            const std::string text = leafText("99999", line.caseId, line.sequence, line.event.value());
            line.hashes = joined(tree.add(merkle::leafHash(viewOf(text))));
        }
    }
    Checkpoint head(std::size_t size) const {
        merkle::Frontier tree;
        for (std::size_t i = 0; i < size; ++i)
            tree.add(*hashAt(lines[i].hashes, 0));
        return {size, tree.root()};
    }
    merkle::NodeHashes nodes() const {
        return [this](const merkle::Node& node) {
            return hashAt(lines.at(((node.index + 1) << node.level) - 1).hashes, node.level).value();
        };
    }
    SignedHead signedHead(std::size_t size, const LogKey& key) const {
        return sign({"99999", head(size), Instant{std::chrono::seconds{1'800'000'000}}}, key);
    }
    Verification verify(std::vector<Checkpoint> heads = {}, const ContentCheck& content = {}) const {
        Walk walk("99999", std::move(heads), content);
        for (const Line& line : lines)
            walk.entry(line.entry());
        return std::move(walk).finish();
    }

    std::vector<Line> lines;
};

} // namespace kaomado::audit
