// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/merkle/tree.hpp"
#include "kaomado/store/database.hpp"

namespace kaomado::counter {

/// Where the log keeps the hashes of complete subtrees: at the place that completed them.
/// @throws Error Fault::StorageTampered when the log does not hold what it must
merkle::NodeHashes storedNodes(store::Database& db, std::string_view municipality);

/// The number of places.
std::uint64_t logSize(store::Database& db, std::string_view municipality);

/// What a transaction holds while it gives places.
inline std::string logHold(std::string_view municipality) {
    return "log/" + std::string(municipality);
}

/// Gives stored events their places at the end of the log; lives inside one transaction that holds logHold.
class LogWriter {
public:
    LogWriter(store::Database& db, std::string municipality);
    void place(std::string_view caseId, std::uint64_t sequence, std::string_view body);

private:
    store::Database& db_;
    std::string municipality_;
    merkle::Frontier frontier_;
};

} // namespace kaomado::counter
