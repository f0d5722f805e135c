// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres_connection.hpp"

namespace kaomado::store {

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(const std::string& address, const OpenOptions& options)
        : connection_(address, options) {}
    ~PostgresDatabase() override { dropKept(); }

    std::unique_ptr<Statement> prepare(std::string_view sql) override;
    void script(std::string_view sql) override;
    void purgeDeleted(std::string_view table) override;
    bool hasTable(std::string_view name) override;
    std::vector<std::string> tables() override;
    bool runsSideBySide() const override { return true; }
    void prepareSchema() override;

    // For the statements.
    PgConnection& connection() { return connection_; }
    std::string newName() { return "s" + std::to_string(++names_); }
    /// The server forgets the statement, later when it cannot now.
    void discard(const std::string& name);
    /// For what may be sent twice. A connection that broke while nobody used it shows only when something is
    /// sent; outside a transaction a new one is made then.
    template <class Send>
    auto withSecondTry(Send send) {
        ready();
        try {
            return send();
        } catch (const Error&) {
            if (bound() || connection_.alive())
                throw;
        }
        ready();
        return send();
    }
    /// The transaction has begun for us, but the server has not been told: it is with the first statement,
    /// which saves waiting for an answer that says nothing.
    bool owesBegin() const { return owesBegin_; }
    /// Tells the server now.
    void payBegin();
    /// Tells it together with a statement, which `send` sends. @return the statement's answer
    PgResult payBeginWith(const std::function<int()>& send);
    using Database::guarded;
    using Database::inTransaction;

private:
    /// In a transaction that the server knows of: it lives and dies with its connection.
    bool bound() const { return inTransaction() && !owesBegin_; }
    void ready();
    void begin() override;
    void beginSnapshot() override;
    void commit() override;
    void rollback() noexcept override;
    void control(const std::string& sql) override;
    void holdName(std::string_view name) override;
    void holdTable(std::string_view table) override;

    PgConnection connection_;
    bool owesBegin_ = false;
    unsigned names_ = 0;
    std::vector<std::string> discarded_;
};

} // namespace kaomado::store
