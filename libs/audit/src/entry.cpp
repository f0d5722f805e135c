// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/entry.hpp"

#include <algorithm>

namespace kaomado::audit {

namespace {

/// Municipality codes and names of cases are letters, digits and '-'. Whatever else somebody may have put
/// there is written byte by byte, so that no two names look alike.
void appendName(std::string& text, std::string_view name) {
    for (const char c : name) {
        const bool plain =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
        if (plain)
            text += c;
        else
            text += "\\u00" + toHex(viewOf({&c, 1}));
    }
}

} // namespace

std::string leafText(std::string_view municipality, std::string_view caseId, std::uint64_t sequence,
                     std::string_view event) {
    constexpr std::size_t kAround = 32; // brackets, quotes, commas and the longest number
    std::string text;
    text.reserve(municipality.size() + caseId.size() + event.size() + kAround);
    text += "[\"";
    appendName(text, municipality);
    text += "\",\"";
    appendName(text, caseId);
    text.append("\",").append(std::to_string(sequence)).append(",").append(event).append("]");
    return text;
}

Bytes joined(const std::vector<merkle::Hash>& hashes) {
    Bytes bytes;
    bytes.reserve(hashes.size() * sizeof(merkle::Hash));
    for (const merkle::Hash& hash : hashes)
        append(bytes, hash);
    return bytes;
}

std::optional<merkle::Hash> hashAt(ByteView hashes, unsigned level) {
    merkle::Hash hash{};
    const std::size_t begin = level * hash.size();
    if (hashes.size() < begin + hash.size())
        return std::nullopt;
    std::ranges::copy(hashes.subspan(begin, hash.size()), hash.begin());
    return hash;
}

} // namespace kaomado::audit
