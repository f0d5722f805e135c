// SPDX-License-Identifier: Apache-2.0
// Every case of these scenarios is in a database of the engine under test: a desk goes on with the events
// that it reads back from there, so no scenario passes whose events are stored differently from what they
// were.
#include "desk.hpp"
#include "support/database/test_database.hpp"

#include <kaomado/base/clock.hpp>
#include <kaomado/counter/case_store.hpp>

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
/// The one database of this process; a case of its own for each desk.
struct Archive {
    Archive() { counter::migrateTables(*database.db, SystemClock()); }

    FreshDatabase database;
    counter::CaseStore cases{*database.db};
    unsigned desks = 0;
};

std::unique_ptr<Archive>& archive() {
    static std::unique_ptr<Archive> one;
    return one;
}

class CaseInDatabase final : public Shelf {
public:
    std::vector<Event> keep(std::uint64_t known, const std::vector<Event>& more) override {
        if (more.empty())
            return {};
        if (!archive())
            archive() = std::make_unique<Archive>();
        if (key_.id.empty())
            key_.id = "desk-" + std::to_string(++archive()->desks);
        counter::CaseStore& cases = archive()->cases;
        cases.append(key_, known, more);
        std::vector<Event> stored = cases.read(key_);
        stored.erase(stored.begin(), stored.begin() + static_cast<std::ptrdiff_t>(known));
        EXPECT_EQ(stored, more);
        return stored;
    }

private:
    counter::CaseKey key_{"99999", {}};
};

class StoredCases final : public ::testing::Environment {
public:
    void SetUp() override {
        Desk::newShelf = []() -> std::unique_ptr<Shelf> { return std::make_unique<CaseInDatabase>(); };
    }
    void TearDown() override { archive().reset(); } // before the server that it is connected to
};

const ::testing::Environment* const kStoredCases = ::testing::AddGlobalTestEnvironment(new StoredCases);
} // namespace
} // namespace kaomado::test
