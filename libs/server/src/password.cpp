// SPDX-License-Identifier: Apache-2.0
#include "password.hpp"

#include "denial.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/random.hpp"

#include <sodium.h>

#include <array>
#include <chrono>

namespace kaomado::server {

class Passwords::Turn {
public:
    explicit Turn(std::counting_semaphore<64>& free) : free_(free) {
        constexpr std::chrono::seconds kPatience{5};
        if (!free_.try_acquire_for(kPatience))
            throw Denied(Denial::Overloaded, "too many passwords are being checked");
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { free_.release(); }

private:
    std::counting_semaphore<64>& free_;
};

Passwords::Passwords(PasswordCost cost, std::ptrdiff_t atOnce) : cost_(cost), free_(atOnce) {
    if (sodium_init() < 0)
        throw Error(Fault::Internal, "libsodium does not start");
    nobody_ = hash(oneTime());
}

std::string Passwords::hash(const std::string& password) {
    const Turn turn(free_);
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.passes, cost_.bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Denied(Denial::Overloaded, "no memory for checking passwords");
    return text.data();
}

bool Passwords::matches(const std::string& password, const std::string& hash) {
    const Turn turn(free_);
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string Passwords::oneTime() {
    constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyzA"; // 32
    constexpr std::size_t kLength = 20, kGroup = 5;
    std::string text;
    for (const std::uint8_t byte : randomBytes(kLength)) {
        if (!text.empty() && text.size() % (kGroup + 1) == kGroup)
            text += '-';
        text += kLetters[byte % kLetters.size()];
    }
    return text;
}

} // namespace kaomado::server
