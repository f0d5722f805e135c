// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/entry.hpp"

#include <algorithm>
#include <charconv>

namespace kaomado::audit {

namespace {

bool isPlain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
}

/// Municipality codes and names of cases are letters, digits and '-'. Whatever else somebody may have put
/// there is written byte by byte, so that no two names look alike.
void appendName(std::string& text, std::string_view name) {
    if (std::ranges::all_of(name, isPlain)) {
        text += name;
        return;
    }
    for (const char c : name)
        if (isPlain(c))
            text += c;
        else
            text += "\\u00" + toHex(viewOf({&c, 1}));
}

/// Takes a beginning off the text. False when it begins otherwise.
bool take(std::string_view& text, std::string_view beginning) {
    if (!text.starts_with(beginning))
        return false;
    text.remove_prefix(beginning.size());
    return true;
}

/// What appendName wrote. A name that it would write otherwise comes out as another one.
std::string nameFrom(std::string_view written) {
    std::string name;
    while (!written.empty()) {
        constexpr std::size_t kEscaped = 6; // \u00XX
        unsigned byte = 0;
        const char* const end = written.data() + std::min(kEscaped, written.size());
        const bool escaped = written.starts_with("\\u00") && written.size() >= kEscaped &&
                             std::from_chars(end - 2, end, byte, 16).ptr == end;
        name += escaped ? static_cast<char>(byte) : written.front();
        written.remove_prefix(escaped ? kEscaped : 1);
    }
    return name;
}

/// Up to the next quote; appendName leaves none inside.
std::optional<std::string> takeName(std::string_view& text) {
    const std::size_t quote = text.find('"');
    if (quote == std::string_view::npos)
        return std::nullopt;
    const std::string_view written = text.substr(0, quote);
    text.remove_prefix(quote + 1);
    return std::ranges::all_of(written, isPlain) ? std::string(written) : nameFrom(written);
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

std::optional<LeafParts> partsOf(std::string_view leaf) {
    std::string_view rest = leaf;
    LeafParts parts;
    const auto name = [&](std::string& to) {
        auto taken = takeName(rest);
        to = taken.value_or("");
        return taken.has_value();
    };
    if (!take(rest, "[\"") || !name(parts.municipality) || !take(rest, ",\"") || !name(parts.caseId) ||
        !take(rest, ","))
        return std::nullopt;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), parts.sequence);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (error != std::errc{} || !take(rest, ",") || !rest.ends_with("]"))
        return std::nullopt;
    parts.event = rest.substr(0, rest.size() - 1);
    if (leafText(parts.municipality, parts.caseId, parts.sequence, parts.event) != leaf)
        return std::nullopt; // written otherwise: 03 for 3, say
    return parts;
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
