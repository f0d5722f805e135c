// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/clock.hpp"

#include <concepts>
#include <optional>
#include <span>
#include <variant>

namespace kaomado::store {

/// What a column may hold: the types on which the engines agree. A moment is UTC microseconds as an integer.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

inline Value toValue(std::nullopt_t) {
    return {};
}
template <std::integral T>
Value toValue(T number) {
    static_assert(!std::same_as<T, std::uint64_t>, "a column holds 63 bits and a sign");
    return static_cast<std::int64_t>(number);
}
/// @throws Error Fault::BadInput for a zero byte, which not every engine can keep
Value toValue(std::string_view text);
inline Value toValue(ByteView bytes) {
    return Bytes(bytes.begin(), bytes.end());
}
inline Value toValue(Instant at) {
    return static_cast<std::int64_t>(at.time_since_epoch().count());
}
template <class T>
Value toValue(const std::optional<T>& value) {
    return value ? toValue(*value) : Value{};
}

/// One row of an answer; columns count from 0.
/// @throws Error Fault::Storage when a column is missing or holds another type than asked for
class Row {
public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

    bool isNull(std::size_t column) const;
    std::int64_t integer(std::size_t column) const;
    const std::string& text(std::size_t column) const;
    const Bytes& blob(std::size_t column) const;
    Instant instant(std::size_t column) const;
    std::size_t size() const { return values_.size(); }
    std::span<const Value> values() const { return values_; }

private:
    const Value& at(std::size_t column) const;

    std::vector<Value> values_;
};
using Rows = std::vector<Row>;

} // namespace kaomado::store
