// SPDX-License-Identifier: Apache-2.0
#include "kaomado/store/value.hpp"

#include "kaomado/base/error.hpp"

namespace kaomado::store {

namespace {
template <class T>
const T& as(const Value& value, std::size_t column, const char* wanted) {
    if (const T* held = std::get_if<T>(&value))
        return *held;
    throw Error(Fault::Storage, "column " + std::to_string(column) + " does not hold " + wanted);
}
} // namespace

Value toValue(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        throw Error(Fault::BadInput, "a text for the database has a zero byte");
    return std::string(text);
}

const Value& Row::at(std::size_t column) const {
    if (column >= values_.size())
        throw Error(Fault::Storage, "the answer has no column " + std::to_string(column));
    return values_[column];
}

bool Row::isNull(std::size_t column) const {
    return std::holds_alternative<std::monostate>(at(column));
}

std::int64_t Row::integer(std::size_t column) const {
    return as<std::int64_t>(at(column), column, "an integer");
}

const std::string& Row::text(std::size_t column) const {
    return as<std::string>(at(column), column, "text");
}

const Bytes& Row::blob(std::size_t column) const {
    return as<Bytes>(at(column), column, "bytes");
}

Instant Row::instant(std::size_t column) const {
    return Instant{std::chrono::microseconds{integer(column)}};
}

} // namespace kaomado::store
