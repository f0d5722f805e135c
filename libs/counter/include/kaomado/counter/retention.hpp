// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_store.hpp"

namespace kaomado::counter {

/// The last day on which a case closed may lie whose personal attributes are due on `today`. The years count
/// from the 1st of April after the fiscal year in which the case was closed, as public records are kept.
/// @source SRC-RETENTION
Date lastDueDay(Date today, unsigned years);

/// What is due in a municipality.
struct DueAttributes {
    std::string municipality;
    unsigned years = 0;
    Date closedUntil{}; ///< lastDueDay
    std::uint64_t cases = 0;
    friend bool operator==(const DueAttributes&, const DueAttributes&) = default;
};

/// Erases personal attributes whose time has come. Cases that are not closed are kept, and so is everything
/// in a municipality that has set no years. The log holds no personal attribute and stays as it is.
/// @thread one database, one thread  @throws Error Fault::Storage
class Retention {
public:
    explicit Retention(store::Database& db) : db_(db) {}

    /// @throws Error Fault::BadInput for a code that is not digits, or more than 100 years
    void setYears(std::string_view municipality, unsigned years);

    std::vector<DueAttributes> due(Date today) const;
    /// Erases and overwrites what due() tells. @return what was erased
    std::vector<DueAttributes> erase(Date today);

private:
    store::Database& db_;
};

} // namespace kaomado::counter
