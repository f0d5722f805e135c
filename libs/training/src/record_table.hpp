// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/tlv.hpp"

namespace kaomado::training {

/// An object of a record: tag and value.
struct Field {
    std::uint32_t tag;
    Bytes value;
};

Bytes concatenated(const std::vector<Field>& fields);

/// A record: outer tag around its objects.
Bytes makeRecord(std::uint32_t outer, const std::vector<Field>& fields);

/// A record whose first object is a table of offsets: 16 bits big-endian for each object that follows,
/// counted from the first byte of the file. @source SRC-CARD-FILES (card.md §3.2)
Bytes makeRecordWithTable(std::uint32_t outer, std::uint32_t table, const std::vector<Field>& fields);

} // namespace kaomado::training
