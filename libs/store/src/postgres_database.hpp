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
            if (inTransaction() || connection_.alive())
                throw;
        }
        ready();
        return send();
    }
    using Database::guarded;
    using Database::inTransaction;

private:
    void ready();
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void control(const std::string& sql) override { connection_.execute(sql.c_str()); }
    void holdName(std::string_view name) override;
    void holdTable(std::string_view table) override;

    PgConnection connection_;
    unsigned names_ = 0;
    std::vector<std::string> discarded_;
};

} // namespace kaomado::store
