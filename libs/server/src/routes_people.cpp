// SPDX-License-Identifier: Apache-2.0
#include "routes.hpp"

namespace kaomado::server::route {

using nlohmann::json;
using nlohmann::ordered_json;
using Work = GivenAnswers::Work;

namespace {

ordered_json sessionJson(const Office& office, const Signed& who) {
    return {{"login", who.account.login},
            {"name", who.account.name},
            {"municipality", who.municipality},
            {"roles", who.account.roles},
            {"training", office.settings.training},
            {"must_change_password", who.account.oneTime},
            {"reader", who.reader ? ordered_json(*who.reader) : ordered_json(nullptr)},
            {"ends_at", toIso(who.endsAt)}};
}

ordered_json staffJson(const Account& account) {
    return {{"login", account.login},
            {"name", account.name},
            {"roles", account.roles},
            {"closed", account.closed},
            {"locked", account.locked}};
}

std::string cookie(const Office& office, const std::string& token, const char* more) {
    return std::string(kCookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" +
           (office.settings.secure ? "; Secure" : "") + more;
}

Account accountNamed(Office& office, const std::string& login) {
    auto account = office.people.find(login);
    if (!account)
        throw Denied(Denial::NotFound, "no account has this login name");
    return *std::move(account);
}

/// The password goes out once and is not kept with the answer.
Work withPassword(ordered_json body, unsigned status, const std::string& password) {
    Work work{.answer = {}, .toKeep = body.dump()};
    if (!password.empty())
        body["one_time_password"] = password;
    work.answer = jsonAnswer(body, status);
    return work;
}

} // namespace

Work signIn(Office& office, const Call& call) {
    const json& body = call.input.body;
    const std::string reader = body.value("reader", office.places.front().desk->name());
    office.place(reader);
    const auto in = office.people.signIn(body.at("login"), body.at("password"), reader);
    Answer answer = jsonAnswer(sessionJson(office, in.who), 201);
    answer.headers.emplace_back("Set-Cookie", cookie(office, in.token, ""));
    return {std::move(answer)};
}

Work session(Office& office, const Call& call) {
    return {jsonAnswer(sessionJson(office, *call.who))};
}

Work signOut(Office& office, const Call& call) {
    office.people.signOut(call.who->token);
    office.hub.closeSession(call.who->token);
    return {{.status = 204, .headers = {{"Set-Cookie", cookie(office, "", "; Max-Age=0")}}}};
}

Work changePassword(Office& office, const Call& call) {
    const json& body = call.input.body;
    const std::string& login = call.who->account.login;
    if (body.at("old_password") == body.at("new_password"))
        throw Error(Fault::BadInput, "body/new_password: is the old one");
    office.people.prove(login, body.at("old_password"));
    office.people.setPassword(login, body.at("new_password"), false, call.who->token);
    return {{.status = 204}};
}

Work listStaff(Office& office, const Call&) {
    auto items = ordered_json::array();
    for (const Account& account : office.people.all())
        items.push_back(staffJson(account));
    return {jsonAnswer({{"items", items}})};
}

Work addStaff(Office& office, const Call& call) {
    const json& body = call.input.body;
    const Account account{
        .login = body.at("login"), .name = body.at("name"), .roles = body.at("roles"), .oneTime = true};
    const std::string password = Passwords::oneTime();
    office.people.add(account, password);
    return withPassword(staffJson(account), 201, password);
}

Work changeStaff(Office& office, const Call& call) {
    const json& body = call.input.body;
    Account account = accountNamed(office, call.path("login"));
    if (account.login == call.who->account.login)
        throw Denied(Denial::NotPermitted, "nobody changes his own account: ask another administrator");
    account.roles = body.value("roles", account.roles);
    account.closed = body.value("closed", account.closed);
    office.people.change(account);
    std::string password;
    if (body.value("new_password", false)) {
        password = Passwords::oneTime();
        office.people.setPassword(account.login, password, true);
    }
    return withPassword(staffJson(accountNamed(office, account.login)), 200, password);
}

} // namespace kaomado::server::route
