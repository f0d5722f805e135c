// SPDX-License-Identifier: Apache-2.0
#include "postgres_sql.hpp"

#include <algorithm>

namespace kaomado::store {

namespace {

constexpr auto kNone = std::string_view::npos;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// How long the quoted text, quoted name or comment at the beginning of `sql` is; 0 when there is none.
/// A doubled quote inside ends one text and begins the next, which comes to the same.
std::size_t quotedLength(std::string_view sql) {
    const auto upTo = [&](std::string_view end, std::size_t from) {
        const std::size_t at = sql.find(end, from);
        return at == kNone ? sql.size() : at + end.size();
    };
    if (sql.starts_with('\''))
        return upTo("'", 1);
    if (sql.starts_with('"'))
        return upTo("\"", 1);
    if (sql.starts_with("--"))
        return upTo("\n", 2);
    if (sql.starts_with("/*"))
        return upTo("*/", 2);
    return 0;
}

} // namespace

NumberedSql withDollarParameters(std::string_view sql) {
    NumberedSql out;
    while (!sql.empty()) {
        std::size_t taken = quotedLength(sql);
        if (taken > 0) {
            out.text += sql.substr(0, taken);
        } else if (sql.size() > 1 && sql[0] == '?' && isDigit(sql[1])) {
            unsigned number = 0;
            for (taken = 1; taken < sql.size() && isDigit(sql[taken]) && number < 10'000; ++taken)
                number = number * 10 + static_cast<unsigned>(sql[taken] - '0');
            out.parameters = std::max(out.parameters, number);
            out.text += "$" + std::to_string(number);
        } else {
            taken = 1;
            out.text += sql[0];
        }
        sql.remove_prefix(taken);
    }
    return out;
}

} // namespace kaomado::store
