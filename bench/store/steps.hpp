// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/counter/case_store.hpp>

#include <support/database/test_database.hpp>

namespace kaomado::bench {

/// A case that goes on with steps as a counter stores them: each with a chip reading and its signature.
class GrowingCase {
public:
    /// Opens the case. `id` names it.
    GrowingCase(counter::CaseStore& cases, const std::string& id);
    /// One step: its completion with the chip reading, stored for good when it returns.
    void step();
    /// Bytes of a step as it is stored.
    static std::size_t bodySize();

private:
    counter::CaseStore& cases_;
    counter::CaseKey key_;
    std::uint64_t sequence_ = 0;
};

/// A server for measurements: as a small city would set it up, everything durable.
test::PostgresServer& measuredServer();

} // namespace kaomado::bench
