// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/card/tlv.hpp"

#include <initializer_list>
#include <string>

namespace kaomado::card {

/// One stored record: an outer object and the objects in it. Views into the file; `name` leads every refusal,
/// all of which are Error Fault::CardUnreadable.
class Record {
public:
    enum class Content { Objects, Value };
    Record(ByteView stored, std::uint32_t outerTag, std::string name, Content content = Content::Objects);

    /// What the outer object holds.
    ByteView whole() const { return whole_; }

    /// The objects are these, all of them, in this order.
    void expectTags(std::initializer_list<std::uint32_t> tags) const;
    /// The first object is a table of the others' offsets from the first byte of the file (16 bits each).
    void expectOffsets() const;

    ByteView value(std::uint32_t tag) const;
    ByteView value(std::uint32_t tag, std::size_t size) const; ///< exactly so many bytes
    Date date(std::uint32_t tag) const;                        ///< eight digits
    std::string digits(std::uint32_t tag, std::size_t count) const;
    std::string utf8(std::uint32_t tag) const;
    char sex(std::uint32_t tag) const;
    /// The bytes from the beginning of one object to the end of another.
    ByteView range(std::uint32_t first, std::uint32_t last) const;

    [[noreturn]] void refuse(const std::string& why) const;

private:
    const Tlv& object(std::uint32_t tag) const;

    void takeObjects();

    ByteView stored_, whole_;
    std::string name_;
    std::vector<Tlv> objects_;
};

} // namespace kaomado::card
