// SPDX-License-Identifier: Apache-2.0
#include "record_table.hpp"

namespace kaomado::training {

Bytes concatenated(const std::vector<Field>& fields) {
    Bytes all;
    for (const Field& field : fields)
        append(all, card::makeTlv(field.tag, field.value));
    return all;
}

Bytes makeRecord(std::uint32_t outer, const std::vector<Field>& fields) {
    return card::makeTlv(outer, concatenated(fields));
}

Bytes makeRecordWithTable(std::uint32_t outer, std::uint32_t table, const std::vector<Field>& fields) {
    const Bytes objects = concatenated(fields);
    Bytes offsets(fields.size() * 2);
    Bytes whole;
    // The offsets depend on the length of the outer header and not on their own values: the second round is
    // right.
    for (int round = 0; round < 2; ++round) {
        Bytes content = card::makeTlv(table, offsets);
        append(content, objects);
        whole = card::makeTlv(outer, content);
        std::size_t at = whole.size() - objects.size();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            offsets[2 * i] = static_cast<std::uint8_t>(at >> 8U);
            offsets[2 * i + 1] = static_cast<std::uint8_t>(at & 0xFFU);
            at += card::makeTlv(fields[i].tag, fields[i].value).size();
        }
    }
    return whole;
}

} // namespace kaomado::training
