// SPDX-License-Identifier: Apache-2.0
#include "postgres_values.hpp"

#include "kaomado/base/error.hpp"

namespace kaomado::store {

namespace {

// Types by their number in the server's catalogue, which never changes.
enum PgType : Oid {
    Bool = 16,
    Bytea = 17,
    Name = 19,
    Int8 = 20,
    Int2 = 21,
    Int4 = 23,
    Text = 25,
    Varchar = 1043
};

int sizeOf(std::size_t size) {
    if (size > 0x3FFFFFFF) // the server's own limit of a field
        throw Error(Fault::BadInput, "a value for the database is larger than 1 GiB");
    return static_cast<int>(size);
}

/// Big-endian, two's complement, of `bytes.size()` bytes.
std::int64_t integerOf(ByteView bytes) {
    std::uint64_t number = !bytes.empty() && (bytes[0] & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
    for (const std::uint8_t byte : bytes)
        number = number << 8U | byte;
    return static_cast<std::int64_t>(number);
}

Value valueOf(Oid type, ByteView bytes) {
    switch (type) {
    case Bool:
    case Int2:
    case Int4:
    case Int8:
        return integerOf(bytes);
    case Text:
    case Varchar:
    case Name:
        return toText(bytes);
    case Bytea:
        return Bytes(bytes.begin(), bytes.end());
    default:
        throw Error(Fault::Storage, "a column has the type number " + std::to_string(type) +
                                        ", which is not one of ours; CAST(... AS BIGINT) helps for a sum");
    }
}

} // namespace

PgParameters::PgParameters(std::span<const Value> values) : digits_(values.size()) {
    values_.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        add(values[i], digits_[i]);
}

void PgParameters::add(const Value& value, std::string& digits) {
    const char* start = nullptr;
    int length = 0;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        digits = std::to_string(*number);
        start = digits.c_str();
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        start = text->c_str();
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        start = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
        length = sizeOf(bytes->size());
    }
    values_.push_back(start);
    lengths_.push_back(length);
    formats_.push_back(std::holds_alternative<Bytes>(value) ? 1 : 0);
}

Row rowOf(const PGresult& answer, int row) {
    std::vector<Value> values;
    const int count = PQnfields(&answer);
    values.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        if (PQgetisnull(&answer, row, i) != 0) {
            values.emplace_back();
            continue;
        }
        const auto* start = reinterpret_cast<const std::uint8_t*>(PQgetvalue(&answer, row, i));
        values.push_back(
            valueOf(PQftype(&answer, i), {start, static_cast<std::size_t>(PQgetlength(&answer, row, i))}));
    }
    return Row(std::move(values));
}

} // namespace kaomado::store
