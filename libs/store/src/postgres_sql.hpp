// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kaomado::store {

/// A statement in PostgreSQL's writing.
struct NumberedSql {
    std::string text;        ///< $1, $2 … where ours says ?1, ?2 …
    unsigned parameters = 0; ///< the highest number
};

/// Texts in quotes, quoted names and comments are left alone.
NumberedSql withDollarParameters(std::string_view sql);

} // namespace kaomado::store
