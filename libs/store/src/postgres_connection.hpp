// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/database.hpp"

#include <libpq-fe.h>

namespace kaomado::store {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ClearResult>;

/// What a fault would leave behind.
enum class AtRisk {
    Nothing, ///< the transaction is undone with it, or only something was read
    Writes   ///< a commit, or a statement that is its own transaction: it may have happened
};

/// One libpq connection and what our sessions agree on with the server.
class PgConnection {
public:
    PgConnection(const std::string& address, const OpenOptions& options);
    PgConnection(const PgConnection&) = delete;
    PgConnection& operator=(const PgConnection&) = delete;
    ~PgConnection() { PQfinish(connection_); }

    PGconn* get() const { return connection_; }
    bool alive() const { return PQstatus(connection_) == CONNECTION_OK && !wrongServer_; }
    /// Counts the connections made; a prepared statement lives in one of them.
    unsigned generation() const { return generation_; }

    /// Connects anew when the connection was lost. @throws Error Fault::Storage when nobody answers
    void revive();

    /// Takes the answer to what was sent before and speaks of it as `what` when it is not a good one.
    /// @throws Error as Statement; Fault::StorageUnknown when `risk` and nobody can say what became of it
    PgResult checked(PGresult* answer, const char* what, AtRisk risk);
    PgResult execute(const char* sql, AtRisk risk = AtRisk::Nothing) {
        warned_ = false;
        return checked(PQexec(connection_, sql), "script", risk);
    }

    /// Sends `first` and what `send` sends without waiting in between. @return the answer to the latter
    /// @throws Error as checked, for either of the two
    PgResult executeTogether(const char* first, const std::function<int()>& send);

    bool idle() const { return PQtransactionStatus(connection_) == PQTRANS_IDLE; }
    void forgetWarning() { warned_ = false; }

private:
    void greet();
    void takePlace();
    [[noreturn]] void fail(const PGresult* answer, const char* what, AtRisk risk);
    static void noticed(void* self, const PGresult* notice);

    std::chrono::milliseconds lockTimeout_;
    Access access_;
    PGconn* connection_ = nullptr;
    unsigned generation_ = 1;
    bool warned_ = false;      ///< by the server, since the last statement was sent
    bool wrongServer_ = false; ///< it only reads: after a change of the leader another one writes
};

} // namespace kaomado::store
