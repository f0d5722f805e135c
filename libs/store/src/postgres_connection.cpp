// SPDX-License-Identifier: Apache-2.0
#include "postgres_connection.hpp"

#include <chrono>
#include <string>
#include <thread>

namespace kaomado::store {

namespace {
/// A session that was closed, or whose program was killed, keeps its locks until the server has noticed.
constexpr std::chrono::seconds kGoing{2};
constexpr std::chrono::milliseconds kBetween{20};

constexpr std::string_view kReadOnly = "25006";

std::string_view field(const PGresult* answer, int code) {
    const char* text = PQresultErrorField(answer, code);
    return text == nullptr ? std::string_view{} : text;
}

Fault faultOf(std::string_view sqlState) {
    if (sqlState == "23505" || sqlState == "40001" ||
        sqlState == "40P01") // key there, not serialisable, deadlock
        return Fault::StorageConflict;
    if (sqlState == "22021" || sqlState == "22P05") // not a text in UTF-8
        return Fault::BadInput;
    return Fault::Storage;
}

std::string_view hintOf(std::string_view sqlState) {
    if (sqlState == "53100")
        return " (no space left for the database)";
    if (sqlState == "55P03")
        return " (another program holds it for longer than the time-out)";
    if (sqlState == kReadOnly)
        return " (this server only reads: name all servers and target_session_attrs=read-write)";
    if (sqlState == "42501")
        return " (no permission)";
    if (sqlState == "25P02")
        return " (an earlier statement of the transaction has failed)";
    return "";
}

/// What the server says, without any value: a data exception may quote one.
std::string messageOf(const PGresult* answer, std::string_view sqlState) {
    const std::string message = sqlState.starts_with("22")
                                    ? "a value that its column or expression cannot take"
                                    : std::string(field(answer, PG_DIAG_MESSAGE_PRIMARY));
    return message + " [" + std::string(sqlState) + "]";
}

/// The server ends the session together with the statement.
bool endsSession(const PGresult* answer) {
    const std::string_view severity = field(answer, PG_DIAG_SEVERITY_NONLOCALIZED);
    return severity == "FATAL" || severity == "PANIC";
}

PGconn* connect(const std::string& address) {
    // What stands before "dbname" is a default that the address may change.
    const std::array keywords{"connect_timeout",           "target_session_attrs",
                              "keepalives_idle",           "keepalives_interval",
                              "keepalives_count",          "tcp_user_timeout",
                              "fallback_application_name", "dbname",
                              "client_encoding",           static_cast<const char*>(nullptr)};
    const std::array values{"10",      "read-write",
                            "10",      "5",
                            "3",       "30000",
                            "kaomado", address.c_str(),
                            "UTF8",    static_cast<const char*>(nullptr)};
    return PQconnectdbParams(keywords.data(), values.data(), 1);
}

} // namespace

PgConnection::PgConnection(const std::string& address, const OpenOptions& options)
    : lockTimeout_(options.busyTimeout), access_(options.access), connection_(connect(address)) {
    try {
        greet();
    } catch (...) {
        PQfinish(connection_);
        throw;
    }
}

void PgConnection::revive() {
    if (alive())
        return;
    PQreset(connection_);
    wrongServer_ = false;
    ++generation_;
    greet();
}

/// What a session of ours holds for granted. Asked and set each time, because a new connection may have
/// reached another server.
void PgConnection::greet() {
    if (!alive())
        throw Error(Fault::Storage, std::string("PostgreSQL does not answer or does not let us in: ") +
                                        PQerrorMessage(connection_));
    PQsetNoticeReceiver(connection_, noticed, this);
    const char* encoding = PQparameterStatus(connection_, "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8")
        throw Error(Fault::Configuration, "the database's encoding must be UTF8: names would be damaged");
    // No time-out of a statement may fall into a commit: the server would stop waiting for its standby and
    // still call the commit done.
    execute(("SET synchronous_commit = on; SET statement_timeout = 0; SET lock_timeout = " +
             std::to_string(lockTimeout_.count()) +
             "; SET idle_in_transaction_session_timeout = 0; SET default_transaction_isolation = 'read "
             "committed'; SET default_transaction_read_only = " +
             (access_ == Access::Read ? "on" : "off") +
             "; SET client_min_messages = warning;"
             "SET standard_conforming_strings = on")
                .c_str());
    const PgResult fsync = execute("SHOW fsync");
    if (std::string_view(PQgetvalue(fsync.get(), 0, 0)) != "on")
        throw Error(Fault::Configuration, "this PostgreSQL runs with fsync = off and would lose what it has "
                                          "confirmed; turn fsync on");
    takePlace();
}

/// While a session of ours lives it holds a lock of its schema's, which does what a file's lock does: whoever
/// wants the database alone holds it for himself.
void PgConnection::takePlace() {
    const std::string take =
        std::string("SELECT ") +
        (access_ == Access::Alone ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared") +
        "(hashtextextended(current_schema() || '#open', 0))";
    const auto taken = [&] {
        const PgResult answer = execute(take.c_str());
        return std::string_view(PQgetvalue(answer.get(), 0, 0)) != "f";
    };
    const auto patience = std::chrono::steady_clock::now() + kGoing;
    while (!taken()) {
        if (std::chrono::steady_clock::now() > patience)
            throw Error(Fault::StorageConflict,
                        access_ == Access::Alone ? "other sessions of Kaomado have these tables open"
                                                 : "somebody works on these tables alone, as a restore does");
        std::this_thread::sleep_for(kBetween);
    }
}

PgResult PgConnection::checked(PGresult* answer, const char* what, AtRisk risk) {
    PgResult result(answer);
    switch (PQresultStatus(answer)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
        break;
    default:
        fail(answer, what, risk);
    }
    if (risk == AtRisk::Writes && warned_)
        throw Error(Fault::StorageUnknown, std::string(what) +
                                               ": the server warns that the commit may not be "
                                               "on its standby");
    return result;
}

PgResult PgConnection::executeTogether(const char* first, const std::function<int()>& send) {
    std::array<PgResult, 3> answers; // to both, and to the mark that ends the pipeline
    PQenterPipelineMode(connection_);
    if (PQsendQueryParams(connection_, first, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1 && send() == 1 &&
        PQpipelineSync(connection_) == 1)
        for (PgResult& answer : answers) {
            answer.reset(PQgetResult(connection_));
            const bool last = &answer == &answers.back();
            while (PGresult* more = last ? nullptr : PQgetResult(connection_)) // ends the answer
                PQclear(more);
        }
    PQexitPipelineMode(connection_);
    checked(answers[0].release(), first, AtRisk::Nothing);
    return checked(answers[1].release(), "step", AtRisk::Nothing);
}

void PgConnection::fail(const PGresult* answer, const char* what, AtRisk risk) {
    const std::string_view sqlState = field(answer, PG_DIAG_SQLSTATE);
    const bool answered = !sqlState.empty() && !endsSession(answer);
    if (!answered && risk == AtRisk::Writes)
        throw Error(Fault::StorageUnknown,
                    std::string(what) + ": the connection broke before the answer; it may have been written");
    if (!answered)
        throw Error(Fault::Storage, std::string(what) +
                                        ": the connection to PostgreSQL broke; nothing of this "
                                        "transaction was written");
    wrongServer_ = wrongServer_ || sqlState == kReadOnly;
    throw Error(faultOf(sqlState),
                std::string(what) + ": " + messageOf(answer, sqlState) + std::string(hintOf(sqlState)));
}

void PgConnection::noticed(void* self, const PGresult* notice) {
    if (field(notice, PG_DIAG_SEVERITY_NONLOCALIZED) == "WARNING")
        static_cast<PgConnection*>(self)->warned_ = true;
}

} // namespace kaomado::store
