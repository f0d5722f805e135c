// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <semaphore>
#include <string>

namespace kaomado::server {

/// What one check of a password costs whoever guesses. @source SRC-ARGON2
struct PasswordCost {
    unsigned long long passes = 3;
    std::size_t bytes = 64UL * 1024 * 1024;
};

/// Argon2id over passwords, a few at a time: each takes the memory of PasswordCost. @thread any
class Passwords {
public:
    explicit Passwords(PasswordCost cost, std::ptrdiff_t atOnce = 2);

    /// Salt and cost are in the result. @throws Denied Denial::Overloaded when too many wait
    std::string hash(const std::string& password);
    /// @throws Denied Denial::Overloaded
    bool matches(const std::string& password, const std::string& hash);
    /// Takes as long as matches(): nobody learns by the time which accounts there are.
    void pretend(const std::string& password) { matches(password, nobody_); }

    /// Twenty characters that can be read out and are not mistaken for each other, 100 bits.
    static std::string oneTime();

private:
    class Turn;

    PasswordCost cost_;
    std::counting_semaphore<64> free_;
    std::string nobody_;
};

} // namespace kaomado::server
