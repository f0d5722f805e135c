// SPDX-License-Identifier: Apache-2.0
#include "postgres_statement.hpp"

#include "postgres_database.hpp"

namespace kaomado::store {

namespace {
constexpr int kBinary = 1;

bool beginsWith(std::string_view sql, std::string_view word) {
    const auto first = sql.find_first_not_of(" \t\n");
    return first != std::string_view::npos && sql.substr(first).starts_with(word);
}
} // namespace

PgStatement::PgStatement(PostgresDatabase& owner, std::string_view sql)
    : owner_(owner),
      sql_(withDollarParameters(sql)),
      onlyReads_(beginsWith(sql, "SELECT")),
      name_(owner.newName()) {
    owner_.guarded([&] { prepare(); });
}

PgStatement::~PgStatement() {
    if (preparedIn_ == owner_.connection().generation())
        owner_.discard(name_);
}

void PgStatement::prepare() {
    PgConnection& connection = owner_.connection();
    owner_.withSecondTry([&] {
        if (preparedIn_ == connection.generation())
            return;
        connection.checked(PQprepare(connection.get(), name_.c_str(), sql_.text.c_str(), 0, nullptr),
                           "prepare", AtRisk::Nothing);
        preparedIn_ = connection.generation();
    });
}

AtRisk PgStatement::risk() const {
    return owner_.inTransaction() || onlyReads_ ? AtRisk::Nothing : AtRisk::Writes;
}

std::int64_t PgStatement::execute(std::span<const Value> values, const Visitor& visit, Answer answer) {
    if (values.size() != sql_.parameters)
        throw Error(Fault::Storage, "the statement takes another number of parameters");
    const PgParameters given(values);
    return owner_.guarded([&] {
        const bool nothingYet = owner_.owesBegin() || (onlyReads_ && !owner_.inTransaction());
        if (nothingYet && answer == Answer::Whole)
            return owner_.withSecondTry([&] { return runOnce(given, visit, answer); });
        return runOnce(given, visit, answer);
    });
}

std::int64_t PgStatement::runOnce(const PgParameters& given, const Visitor& visit, Answer answer) {
    prepare();
    owner_.connection().forgetWarning();
    if (answer == Answer::Whole)
        return all(given, visit);
    oneByOne(given, visit);
    return 0;
}

PgResult PgStatement::whole(const PgParameters& given) {
    PgConnection& connection = owner_.connection();
    if (owner_.owesBegin())
        return owner_.payBeginWith([&] {
            return PQsendQueryPrepared(connection.get(), name_.c_str(), given.count(), given.values(),
                                       given.lengths(), given.formats(), kBinary);
        });
    return connection.checked(PQexecPrepared(connection.get(), name_.c_str(), given.count(), given.values(),
                                             given.lengths(), given.formats(), kBinary),
                              "step", risk());
}

std::int64_t PgStatement::all(const PgParameters& given, const Visitor& visit) {
    const PgResult result = whole(given);
    for (int row = 0; visit && row < PQntuples(result.get()); ++row)
        if (!visit(rowOf(*result, row)))
            break;
    if (onlyReads_)
        return 0;
    const std::string_view count = PQcmdTuples(result.get());
    return count.empty() ? 0 : std::stoll(std::string(count));
}

/// The answer is taken from the wire as the visitor goes; what he does not want is taken and dropped, or the
/// connection could not be used again.
void PgStatement::oneByOne(const PgParameters& given, const Visitor& visit) {
    owner_.payBegin();
    PgConnection& connection = owner_.connection();
    struct Drain {
        PGconn* from;
        explicit Drain(PGconn* connection) : from(connection) {}
        Drain(const Drain&) = delete;
        Drain& operator=(const Drain&) = delete;
        ~Drain() {
            while (PGresult* left = PQgetResult(from))
                PQclear(left);
        }
    };
    const Drain drain(connection.get());
    if (PQsendQueryPrepared(connection.get(), name_.c_str(), given.count(), given.values(), given.lengths(),
                            given.formats(), kBinary) == 0 ||
        PQsetSingleRowMode(connection.get()) == 0)
        connection.checked(nullptr, "step", risk());
    for (;;) {
        const PgResult result = connection.checked(PQgetResult(connection.get()), "step", risk());
        if (PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE || !visit(rowOf(*result, 0)))
            return;
    }
}

} // namespace kaomado::store
