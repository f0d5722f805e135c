// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/server/http.hpp"
#include "storage.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace kaomado::server {

/// What was answered under which idempotency key, per account. @thread any
class GivenAnswers {
public:
    GivenAnswers(Storage& storage, const Clock& clock) : storage_(storage), clock_(clock) {}

    struct Asked {
        std::string municipality, login, key;
        std::string request; ///< fingerprintOf
        // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
        friend auto operator<=>(const Asked&, const Asked&) = default;
    };
    /// Of method, path and body without passwords: a stored hash of one could be tried out.
    static std::string fingerprintOf(const Request& request, nlohmann::json body);

    /// The answer given before; otherwise does the work and keeps its answer before it is given, unless the
    /// server failed at it. `toKeep`: what is kept in place of the answer's body, when set by the work.
    /// @throws Denied Denial::KeyReused when the key came with another request; Fault::StorageConflict while
    /// the same request is still being worked on
    struct Work {
        Answer answer;
        std::optional<std::string> toKeep{};
    };
    Answer once(const Asked& asked, const std::function<Work()>& work);

    /// Forgets what is older than a day.
    void purge();

private:
    class Claim;
    std::optional<Answer> given(store::Database& db, const Asked& asked) const;

    Storage& storage_;
    const Clock& clock_;
    std::mutex mutex_;
    std::set<Asked> underWay_;
};

} // namespace kaomado::server
