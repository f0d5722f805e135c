// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/export.hpp"

#include "kaomado/base/json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <istream>
#include <ostream>

namespace kaomado::audit {

namespace {

constexpr const char* kFormat = "kaomado log export v1";
constexpr std::string_view kGone = "null"; // in the place of an event that the database has no more

std::string firstLine(const ExportHeader& header) {
    return writeJson({{"format", kFormat},
                      {"heads", header.heads.size()},
                      {"municipality", header.municipality},
                      {"size", header.size}});
}

/// How many heads follow.
std::size_t readFirstLine(const std::string& line, ExportHeader& header) {
    const nlohmann::json value = parseJson(line, "log export: line 1");
    try {
        header.municipality = value.at("municipality").get<std::string>();
        header.size = wholeNumber(value.at("size")).value();
        const auto heads = wholeNumber<std::size_t>(value.at("heads")).value();
        const std::string canonical = writeJson({{"format", kFormat},
                                                 {"heads", heads},
                                                 {"municipality", header.municipality},
                                                 {"size", header.size}});
        if (canonical == line)
            return heads;
    } catch (const nlohmann::json::exception&) { // told below
    } catch (const std::bad_optional_access&) {
    }
    throw Error(Fault::FileMalformed, R"(log export: line 1 is not {"format":")" + std::string(kFormat) +
                                          R"(",…} in canonical form)");
}

SignedHead readHead(const std::string& line) {
    try {
        return signedHeadFrom(line);
    } catch (const Error&) {
        return {};
    }
}

/// What a digit is worth by its character, kNoDigit for anything else. Upper case only, as toHex writes them.
constexpr std::uint8_t kNoDigit = 0xFF;
constexpr auto kDigits = [] {
    std::array<std::uint8_t, 256> worth{};
    worth.fill(kNoDigit);
    for (std::uint8_t i = 0; i < 16; ++i)
        worth[static_cast<std::uint8_t>("0123456789ABCDEF"[i])] = i;
    return worth;
}();

bool unhex(std::string_view digits, Bytes& bytes) {
    bytes.resize(digits.size() / 2);
    std::uint8_t wrong = digits.size() % 2 == 0 ? 0 : kNoDigit;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t high = kDigits[static_cast<std::uint8_t>(digits[2 * i])];
        const std::uint8_t low = kDigits[static_cast<std::uint8_t>(digits[2 * i + 1])];
        wrong = static_cast<std::uint8_t>(wrong | high | low);
        bytes[i] = static_cast<std::uint8_t>(high * 16U + low);
    }
    return wrong < 16;
}

/// A line taken apart; views are of the line.
struct Line {
    std::uint64_t index = 0;
    std::string_view hashes, leaf;
};

/// [17,"ABCD…",LEAF]
std::optional<Line> lineFrom(std::string_view text) {
    Line line;
    const char* const begin = text.data();
    if (!text.starts_with('[') || !text.ends_with(']'))
        return std::nullopt;
    const auto [end, error] = std::from_chars(begin + 1, begin + text.size(), line.index);
    std::string_view rest = text.substr(static_cast<std::size_t>(end - begin));
    const std::size_t quote = rest.find(R"(",)", 2);
    const bool plain = text[1] != '0' || line.index == 0; // 017 is 17 written otherwise
    if (error != std::errc{} || !plain || !rest.starts_with(",\"") || quote == std::string_view::npos)
        return std::nullopt;
    line.hashes = rest.substr(2, quote - 2);
    line.leaf = rest.substr(quote + 2, rest.size() - quote - 3);
    return line;
}

} // namespace

ExportWriter::ExportWriter(std::ostream& out, const ExportHeader& header)
    : out_(out), municipality_(header.municipality) {
    out_ << firstLine(header) << '\n';
    for (const SignedHead& head : header.heads)
        out_ << toJson(head) << '\n';
}

void ExportWriter::entry(const Entry& entry) {
    const std::string_view event = entry.event.value_or(kGone);
    if (std::ranges::any_of(event, [](char c) { return static_cast<unsigned char>(c) < ' '; }))
        throw Error(Fault::StorageTampered,
                    "the event at place " + std::to_string(entry.index) +
                        " does not stand on one line, as no program of ours wrote it; "
                        "verify the database itself");
    line_ = "[" + std::to_string(entry.index) + ",\"" + toHex(entry.hashes) + "\",";
    line_ += leafText(municipality_, entry.caseId, entry.sequence, event);
    line_ += "]\n";
    if (!out_.write(line_.data(), static_cast<std::streamsize>(line_.size())))
        throw Error(Fault::Storage, "the export cannot be written");
}

ExportReader::ExportReader(std::istream& in) : in_(in) {
    std::string line;
    std::getline(in_, line);
    for (std::size_t heads = readFirstLine(line, header_); heads > 0 && std::getline(in_, line); --heads)
        header_.heads.push_back(readHead(line));
}

void ExportReader::walk(Walk& walk, const std::function<void(std::uint64_t)>& progress) {
    constexpr std::uint64_t kPause = 8192;
    std::string text;
    Bytes hashes;
    for (std::uint64_t number = 2 + header_.heads.size(); std::getline(in_, text); ++number) {
        const auto line = lineFrom(text);
        const auto parts = line ? partsOf(line->leaf) : std::nullopt;
        if (!parts || !unhex(line->hashes, hashes) || parts->municipality != header_.municipality ||
            in_.eof() /* a last line without an end was cut */) {
            walk.report({Problem::LineUnreadable,
                         walk.size(),
                         walk.size(),
                         {},
                         0,
                         "line " + std::to_string(number) + " is no line of this log"});
            continue;
        }
        walk.entry({line->index, parts->caseId, parts->sequence,
                    parts->event == kGone ? std::nullopt : std::optional(parts->event), hashes});
        if (progress && line->index % kPause == 0)
            progress(line->index);
    }
    if (in_.bad())
        throw Error(Fault::Storage, "the export cannot be read");
    if (walk.size() < header_.size)
        walk.report({Problem::CutOff, walk.size(), header_.size - 1});
    else if (walk.size() > header_.size)
        walk.report({Problem::LineUnreadable,
                     header_.size,
                     walk.size() - 1,
                     {},
                     0,
                     "more lines than the first one says"});
}

} // namespace kaomado::audit
