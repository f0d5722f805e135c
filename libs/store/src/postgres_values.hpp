// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/value.hpp"

#include <libpq-fe.h>

#include <span>

namespace kaomado::store {

/// Parameters as libpq wants them: integers and texts as text, so that the server takes them for whatever the
/// column is; bytes as they are. Looks into `values`, which must outlive it.
/// @throws Error Fault::BadInput for a text with a zero byte or a value too large
class PgParameters {
public:
    explicit PgParameters(std::span<const Value> values);

    int count() const { return static_cast<int>(values_.size()); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    void add(const Value& value, std::string& digits);

    std::vector<std::string> digits_;
    std::vector<const char*> values_;
    std::vector<int> lengths_, formats_;
};

/// A row of an answer in binary form.
/// @throws Error Fault::Storage for a type that is not one of ours (numeric: CAST(… AS BIGINT))
Row rowOf(const PGresult& answer, int row);

} // namespace kaomado::store
