// SPDX-License-Identifier: Apache-2.0
#include "people.hpp"

#include "denial.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/hash.hpp"
#include "kaomado/base/random.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace kaomado::server {

namespace {

constexpr const char* kColumns = "login, name, roles, closed, locked_until_us, one_time";
constexpr std::chrono::seconds kKeepAlive{60}; ///< how often a use is written down

std::string joined(const Roles& roles) {
    std::string text;
    for (const std::string& role : roles)
        text += (text.empty() ? "" : " ") + role;
    return text;
}

Roles rolesFrom(const std::string& text) {
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

/// Columns of kColumns, from `first` on.
Account accountFrom(const store::Row& row, std::size_t first, Instant now) {
    return {.login = row.text(first),
            .name = row.text(first + 1),
            .roles = rolesFrom(row.text(first + 2)),
            .closed = row.integer(first + 3) != 0,
            .locked = !row.isNull(first + 4) && row.instant(first + 4) > now,
            .oneTime = row.integer(first + 5) != 0};
}

std::string hashOf(const std::string& token) {
    return toHex(sha256(viewOf(token)));
}

} // namespace

People::People(Storage& storage, Passwords& passwords, const Clock& clock, std::string municipality,
               SessionTimes times)
    : storage_(storage),
      passwords_(passwords),
      clock_(clock),
      municipality_(std::move(municipality)),
      times_(times) {}

bool People::empty() {
    return storage_.lend()
        ->query("SELECT 1 FROM staff WHERE municipality = ?1 LIMIT 1", municipality_)
        .empty();
}

std::vector<Account> People::all() {
    std::vector<Account> accounts;
    for (const store::Row& row : storage_.lend()->query(
             std::string("SELECT ") + kColumns + " FROM staff WHERE municipality = ?1 ORDER BY login",
             municipality_))
        accounts.push_back(accountFrom(row, 0, clock_.now()));
    return accounts;
}

std::optional<Account> People::find(const std::string& login) {
    const auto rows = storage_.lend()->query(std::string("SELECT ") + kColumns +
                                                 " FROM staff WHERE municipality = ?1 AND login = ?2",
                                             municipality_, login);
    return rows.empty() ? std::nullopt : std::optional(accountFrom(rows[0], 0, clock_.now()));
}

void People::add(const Account& account, const std::string& password) {
    const std::string hash = passwords_.hash(password);
    const auto db = storage_.lend();
    storage_.write(*db, [&](store::Database& to) {
        to.run("INSERT INTO staff(municipality, login, name, roles, password, one_time, closed, failures, "
               "made_us) "
               "VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, 0, ?7)",
               municipality_, account.login, account.name, joined(account.roles), hash,
               account.oneTime ? 1 : 0, clock_.now());
    });
}

void People::change(const Account& account) {
    const auto db = storage_.lend();
    storage_.write(*db, [&](store::Database& to) {
        to.run("UPDATE staff SET roles = ?3, closed = ?4 WHERE municipality = ?1 AND login = ?2",
               municipality_, account.login, joined(account.roles), account.closed ? 1 : 0);
        to.run("DELETE FROM session WHERE municipality = ?1 AND login = ?2", municipality_, account.login);
    });
}

void People::setPassword(const std::string& login, const std::string& password, bool oneTime,
                         const std::string& exceptToken) {
    const std::string hash = passwords_.hash(password);
    const auto db = storage_.lend();
    storage_.write(*db, [&](store::Database& to) {
        to.run("UPDATE staff SET password = ?3, one_time = ?4, failures = 0, locked_until_us = NULL "
               "WHERE municipality = ?1 AND login = ?2",
               municipality_, login, hash, oneTime ? 1 : 0);
        to.run("DELETE FROM session WHERE municipality = ?1 AND login = ?2 AND token <> ?3", municipality_,
               login, exceptToken);
    });
}

void People::countFailure(store::Database& db, const std::string& login) {
    const Instant until = clock_.now() + times_.lockOut;
    storage_.write(db, [&](store::Database& to) {
        to.run("UPDATE staff SET failures = failures + 1 WHERE municipality = ?1 AND login = ?2",
               municipality_, login);
        to.run("UPDATE staff SET failures = 0, locked_until_us = ?4 "
               "WHERE municipality = ?1 AND login = ?2 AND failures >= ?3",
               municipality_, login, times_.wrongPasswords, until);
    });
}

Account People::checked(store::Database& db, const std::string& login, const std::string& password) {
    const auto rows = db.query(std::string("SELECT ") + kColumns +
                                   ", password, failures FROM staff WHERE municipality = ?1 AND login = ?2",
                               municipality_, login);
    if (rows.empty()) {
        passwords_.pretend(password);
        throw Denied(Denial::SignInRefused, "no such account, or another password");
    }
    Account account = accountFrom(rows[0], 0, clock_.now());
    if (account.locked)
        throw Denied(Denial::AccountLocked, "locked after wrong passwords");
    constexpr std::size_t kPassword = 6, kFailures = 7;
    if (!passwords_.matches(password, rows[0].text(kPassword)) || account.closed) {
        countFailure(db, login);
        throw Denied(Denial::SignInRefused, "no such account, or another password");
    }
    if (rows[0].integer(kFailures) != 0)
        storage_.write(db, [&](store::Database& to) {
            to.run("UPDATE staff SET failures = 0 WHERE municipality = ?1 AND login = ?2", municipality_,
                   login);
        });
    return account;
}

Account People::prove(const std::string& login, const std::string& password) {
    const auto db = storage_.lend();
    return checked(*db, login, password);
}

People::SignedIn People::signIn(const std::string& login, const std::string& password,
                                std::optional<std::string> reader) {
    const auto db = storage_.lend();
    SignedIn in{.token = toHex(randomBytes(32)), .who = {}};
    in.who.account = checked(*db, login, password);
    in.who.municipality = municipality_;
    in.who.token = hashOf(in.token);
    in.who.reader = std::move(reader);
    const Instant now = clock_.now();
    in.who.endsAt = now + times_.idle;
    storage_.write(*db, [&](store::Database& to) {
        to.run("INSERT INTO session(municipality, token, login, reader, started_us, used_us) "
               "VALUES(?1, ?2, ?3, ?4, ?5, ?5)",
               municipality_, in.who.token, login, in.who.reader, now);
    });
    return in;
}

std::optional<Signed> People::who(const std::string& token) {
    const auto db = storage_.lend();
    const std::string hash = hashOf(token);
    const auto rows = db->query(
        "SELECT s.login, name, roles, closed, locked_until_us, one_time, reader, started_us, used_us "
        "FROM session s JOIN staff p ON p.municipality = s.municipality AND p.login = s.login "
        "WHERE s.municipality = ?1 AND token = ?2",
        municipality_, hash);
    if (rows.empty())
        return std::nullopt;
    const store::Row& row = rows[0];
    constexpr std::size_t kReader = 6, kStarted = 7, kUsed = 8;
    const Instant now = clock_.now(), started = row.instant(kStarted), used = row.instant(kUsed);
    Signed who;
    who.account = accountFrom(row, 0, now);
    who.municipality = municipality_;
    who.token = hash;
    if (who.account.closed || now > used + times_.idle || now > started + times_.whole)
        return std::nullopt;
    if (!row.isNull(kReader))
        who.reader = row.text(kReader);
    if (now > used + kKeepAlive)
        storage_.write(*db, [&](store::Database& to) {
            to.run("UPDATE session SET used_us = ?3 WHERE municipality = ?1 AND token = ?2", municipality_,
                   hash, now);
        });
    who.endsAt = std::min<Instant>(now + times_.idle, started + times_.whole);
    return who;
}

bool People::alive(const std::string& tokenHash) {
    const Instant now = clock_.now();
    return !storage_.lend()
                ->query("SELECT 1 FROM session WHERE municipality = ?1 AND token = ?2 AND used_us > ?3 "
                        "AND started_us > ?4",
                        municipality_, tokenHash, now - times_.idle, now - times_.whole)
                .empty();
}

void People::signOut(const std::string& tokenHash) {
    const auto db = storage_.lend();
    storage_.write(*db, [&](store::Database& to) {
        to.run("DELETE FROM session WHERE municipality = ?1 AND token = ?2", municipality_, tokenHash);
    });
}

void People::purge() {
    const Instant now = clock_.now();
    const auto db = storage_.lend();
    storage_.write(*db, [&](store::Database& to) {
        to.run("DELETE FROM session WHERE municipality = ?1 AND (used_us < ?2 OR started_us < ?3)",
               municipality_, now - times_.idle, now - times_.whole);
    });
}

} // namespace kaomado::server
