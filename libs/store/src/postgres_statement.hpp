// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres_connection.hpp"
#include "postgres_sql.hpp"
#include "postgres_values.hpp"

namespace kaomado::store {

class PostgresDatabase;

/// A statement that the server keeps prepared; prepared again when the connection was made anew.
class PgStatement final : public Statement {
public:
    PgStatement(PostgresDatabase& owner, std::string_view sql);
    ~PgStatement() override;

private:
    std::int64_t execute(std::span<const Value> values, const Visitor& visit, Answer answer) override;
    std::int64_t runOnce(const PgParameters& given, const Visitor& visit, Answer answer);
    void prepare();
    PgResult whole(const PgParameters& given);
    std::int64_t all(const PgParameters& given, const Visitor& visit);
    void oneByOne(const PgParameters& given, const Visitor& visit);
    AtRisk risk() const;

    PostgresDatabase& owner_;
    NumberedSql sql_;
    bool onlyReads_;
    std::string name_;
    unsigned preparedIn_ = 0; ///< generation of the connection
};

} // namespace kaomado::store
