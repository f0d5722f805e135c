// SPDX-License-Identifier: Apache-2.0
#include "given_answers.hpp"

#include "denial.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/hash.hpp"
#include "kaomado/base/json_text.hpp"

namespace kaomado::server {

namespace {

constexpr std::chrono::hours kKept{24};

void dropPasswords(nlohmann::json& value) {
    if (!value.is_object())
        return;
    for (const char* secret : {"password", "old_password", "new_password"})
        if (const auto found = value.find(secret); found != value.end() && found->is_string())
            value.erase(found);
    for (auto& member : value)
        dropPasswords(member);
}

} // namespace

/// Nobody else works on the same key meanwhile.
class GivenAnswers::Claim {
public:
    Claim(GivenAnswers& of, const Asked& asked)
        : of_(of), key_{asked.municipality, asked.login, asked.key, ""} {
        const std::lock_guard lock(of_.mutex_);
        if (!of_.underWay_.insert(key_).second)
            throw Error(Fault::StorageConflict, "the same request is being worked on");
    }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim() {
        const std::lock_guard lock(of_.mutex_);
        of_.underWay_.erase(key_);
    }

private:
    GivenAnswers& of_;
    const Asked key_;
};

std::string GivenAnswers::fingerprintOf(const Request& request, nlohmann::json body) {
    dropPasswords(body);
    return toHex(sha256(viewOf(request.method + " " + request.path + "\n" + writeJson(body))));
}

std::optional<Answer> GivenAnswers::given(store::Database& db, const Asked& asked) const {
    const auto rows = db.query("SELECT request, status, type, location, body FROM answer "
                               "WHERE municipality = ?1 AND login = ?2 AND key = ?3",
                               asked.municipality, asked.login, asked.key);
    if (rows.empty())
        return std::nullopt;
    const store::Row& row = rows[0];
    if (row.text(0) != asked.request)
        throw Denied(Denial::KeyReused, "the key belongs to another request");
    Answer answer{.status = static_cast<unsigned>(row.integer(1)), .type = row.text(2), .body = row.text(4)};
    answer.headers.emplace_back("Idempotency-Replayed", "true");
    if (!row.text(3).empty())
        answer.headers.emplace_back("Location", row.text(3));
    return answer;
}

Answer GivenAnswers::once(const Asked& asked, const std::function<Work()>& work) {
    const Claim claim(*this, asked);
    const auto db = storage_.lend();
    if (auto before = given(*db, asked))
        return *std::move(before);
    Work done = work();
    constexpr unsigned kServerFailed = 500;
    if (done.answer.status >= kServerFailed)
        return std::move(done.answer);
    std::string location;
    for (const auto& [name, value] : done.answer.headers)
        if (name == "Location")
            location = value;
    storage_.write(*db, [&](store::Database& to) {
        to.run("INSERT INTO answer(municipality, login, key, request, status, type, location, body, at_us) "
               "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
               asked.municipality, asked.login, asked.key, asked.request, done.answer.status,
               done.answer.type, location, done.toKeep.value_or(done.answer.body), clock_.now());
    });
    return std::move(done.answer);
}

void GivenAnswers::purge() {
    const auto db = storage_.lend();
    storage_.write(*db, [&](store::Database& to) {
        to.run("DELETE FROM answer WHERE at_us < ?1", clock_.now() - kKept);
    });
}

} // namespace kaomado::server
