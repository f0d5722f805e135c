// SPDX-License-Identifier: Apache-2.0
#include "record_reader.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::card {

namespace {
std::string tagText(std::uint32_t tag) {
    const std::uint8_t two[] = {static_cast<std::uint8_t>(tag >> 8U & 0xFFU),
                                static_cast<std::uint8_t>(tag & 0xFFU)};
    return toHex(two);
}

/// Bytes of the character that begins with `lead`; 0 = no character begins so.
std::size_t utf8Length(std::uint8_t lead) {
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if ((lead & 0xF0U) == 0xE0U)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool isUtf8(ByteView text) {
    while (!text.empty()) {
        const std::size_t length = utf8Length(text[0]);
        if (length == 0 || length > text.size())
            return false;
        const auto continues = [](std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; };
        if (!std::ranges::all_of(text.subspan(1, length - 1), continues))
            return false;
        const std::uint8_t second = length > 1 ? text[1] : 0; // rules out long forms, surrogates, > 10FFFF
        if ((text[0] == 0xE0 && second < 0xA0) || (text[0] == 0xED && second > 0x9F) ||
            (text[0] == 0xF0 && second < 0x90) || (text[0] == 0xF4 && second > 0x8F))
            return false;
        text = text.subspan(length);
    }
    return true;
}
} // namespace

Record::Record(ByteView stored, std::uint32_t outerTag, std::string name, Content content)
    : stored_(stored), name_(std::move(name)) {
    const auto outer = firstTlv(stored);
    if (!outer || outer->tag != outerTag)
        refuse("does not begin with a whole object " + tagText(outerTag));
    const ByteView rest = stored.subspan(outer->whole.size());
    if (!std::ranges::all_of(rest, [](std::uint8_t byte) { return byte == 0xFF; }))
        refuse("something other than filler follows the record");
    whole_ = outer->value;
    if (content == Content::Objects)
        takeObjects();
}

void Record::takeObjects() {
    const auto objects = allTlv(whole_);
    if (!objects)
        refuse("an object inside is cut short");
    objects_ = *objects;
    if (objects_.empty() ||
        objects_.back().whole.data() + objects_.back().whole.size() != whole_.data() + whole_.size())
        refuse("holds bytes that belong to no object");
}

void Record::expectTags(std::initializer_list<std::uint32_t> tags) const {
    const auto same = [](const Tlv& object, std::uint32_t tag) { return object.tag == tag; };
    if (!std::ranges::equal(objects_, tags, same))
        refuse("its objects are not the " + std::to_string(tags.size()) + " expected, in their order");
}

void Record::expectOffsets() const {
    const ByteView table = objects_.front().value;
    if (table.size() != 2 * (objects_.size() - 1))
        refuse("the table of offsets does not have one entry per object");
    for (std::size_t i = 1; i < objects_.size(); ++i) {
        const std::size_t told = static_cast<std::size_t>(table[2 * i - 2]) << 8U | table[2 * i - 1];
        const auto real = static_cast<std::size_t>(objects_[i].whole.data() - stored_.data());
        if (told != real)
            refuse("the table of offsets does not point to " + tagText(objects_[i].tag));
    }
}

ByteView Record::value(std::uint32_t tag) const {
    return object(tag).value;
}

ByteView Record::value(std::uint32_t tag, std::size_t size) const {
    const ByteView bytes = value(tag);
    if (bytes.size() != size)
        refuse(tagText(tag) + " has " + std::to_string(bytes.size()) + " bytes, not " + std::to_string(size));
    return bytes;
}

Date Record::date(std::uint32_t tag) const {
    try {
        return dateFrom(digits(tag, 8));
    } catch (const Error&) {
        refuse(tagText(tag) + " is not a day that exists");
    }
}

std::string Record::digits(std::uint32_t tag, std::size_t count) const {
    std::string text = toText(value(tag, count));
    if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        refuse(tagText(tag) + " holds something other than digits");
    return text;
}

std::string Record::utf8(std::uint32_t tag) const {
    const ByteView bytes = value(tag);
    if (!isUtf8(bytes))
        refuse(tagText(tag) + " is not UTF-8");
    return toText(bytes);
}

char Record::sex(std::uint32_t tag) const {
    const char code = digits(tag, 1).front();
    if (code != '0' && code != '1' && code != '2' && code != '9')
        refuse(tagText(tag) + " is not one of 0, 1, 2, 9");
    return code;
}

ByteView Record::range(std::uint32_t first, std::uint32_t last) const {
    const std::uint8_t* const begin = object(first).whole.data();
    const Tlv& end = object(last);
    if (end.whole.data() < begin)
        refuse(tagText(last) + " stands before " + tagText(first));
    return {begin, end.whole.data() + end.whole.size()};
}

void Record::refuse(const std::string& why) const {
    throw Error(Fault::CardUnreadable, name_ + ": " + why);
}

const Tlv& Record::object(std::uint32_t tag) const {
    const Tlv* const found = find(objects_, tag);
    if (found == nullptr)
        refuse("has no object " + tagText(tag));
    return *found;
}

} // namespace kaomado::card
