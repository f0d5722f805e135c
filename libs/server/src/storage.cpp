// SPDX-License-Identifier: Apache-2.0
#include "storage.hpp"

#include "embedded/m0001_people_sql.hpp"
#include "kaomado/counter/case_store.hpp"

namespace kaomado::server {

store::TableSet tableSet() {
    return {.name = "server", .steps = {{1, "people", embedded::m0001_people_sql()}}, .passing = {"session"}};
}

void migrateServer(store::Database& db, const Clock& clock) {
    const store::TableSet set = tableSet();
    store::migrate(db, set.name, set.steps, clock);
}

Storage::Storage(std::string address, const Clock& clock) : address_(std::move(address)) {
    auto db = connect();
    counter::migrateTables(*db, clock);
    migrateServer(*db, clock);
    if (!db->runsSideBySide())
        writer_ = std::make_unique<store::GroupWriter>(connect());
    idle_.push_back(std::move(db));
}

Storage::Lent Storage::lend() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto db = std::move(idle_.back());
            idle_.pop_back();
            return {*this, std::move(db)};
        }
    }
    return {*this, connect()};
}

void Storage::giveBack(std::unique_ptr<store::Database> db) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(db));
}

void Storage::write(store::Database& db, const store::Writer::Work& work) {
    if (writer_)
        writer_->write(work);
    else
        store::DirectWriter(db).write(work);
}

store::GroupWriter::Counts Storage::writes() const {
    return writer_ ? writer_->counts() : store::GroupWriter::Counts{};
}

} // namespace kaomado::server
