// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "password.hpp"
#include "storage.hpp"

#include <optional>
#include <set>

namespace kaomado::server {

/// Roles that an account may have, as openapi.json names them.
using Roles = std::set<std::string>;

struct Account {
    std::string login, name;
    Roles roles;
    bool closed = false;  ///< by an administrator
    bool locked = false;  ///< for a time, after wrong passwords
    bool oneTime = false; ///< the password must be changed before anything else
};

/// Somebody who has signed in.
struct Signed {
    Account account;
    std::string municipality, token; ///< the token's hash: what it is stored under
    std::optional<std::string> reader;
    Instant endsAt{};
};

struct SessionTimes {
    std::chrono::minutes idle{30};
    std::chrono::hours whole{12};
    unsigned wrongPasswords = 5;
    std::chrono::minutes lockOut{15};
};

/// Accounts and sessions of one municipality. @thread any
/// @throws Error Fault::Storage and its kin (each function)
class People {
public:
    People(Storage& storage, Passwords& passwords, const Clock& clock, std::string municipality,
           SessionTimes times);

    // ── accounts
    bool empty();
    std::vector<Account> all();
    std::optional<Account> find(const std::string& login);
    /// @throws Error Fault::StorageConflict when there is one of that login
    void add(const Account& account, const std::string& password);
    /// Roles and closed as given; every session of the account ends.
    void change(const Account& account);
    /// Unlocks the account too, and ends its sessions but the one named.
    void setPassword(const std::string& login, const std::string& password, bool oneTime,
                     const std::string& exceptToken = {});

    // ── sessions
    struct SignedIn {
        std::string token; ///< for the cookie, nowhere else
        Signed who;
    };
    /// Always a new token: one that was there before is of no use (session fixation).
    /// @throws Denied Denial::SignInRefused, AccountLocked, Overloaded
    SignedIn signIn(const std::string& login, const std::string& password, std::optional<std::string> reader);
    /// Checks a password without a session, with the same lock-out; for a second officer.
    /// @throws Error as signIn
    Account prove(const std::string& login, const std::string& password);
    /// Who that token is of; nobody when the session has ended or the account was closed. Using it keeps it
    /// alive.
    std::optional<Signed> who(const std::string& token);
    /// Whether a session still lives, by its hash; does not keep it alive.
    bool alive(const std::string& tokenHash);
    void signOut(const std::string& tokenHash);
    /// Removes what has ended.
    void purge();

private:
    Account checked(store::Database& db, const std::string& login, const std::string& password);
    void countFailure(store::Database& db, const std::string& login);

    Storage& storage_;
    Passwords& passwords_;
    const Clock& clock_;
    const std::string municipality_;
    const SessionTimes times_;
};

} // namespace kaomado::server
