// SPDX-License-Identifier: Apache-2.0
#include "kaomado/portal/client.hpp"

#include "kaomado/base/json_text.hpp"
#include "problem.hpp"
#include "registration_json.hpp"

#include <utility>

namespace kaomado::portal {

using nlohmann::json;

namespace {

constexpr unsigned kFirstProblem = 400;

Answer answered(Link& link, const Request& request) {
    Answer answer = link.exchange(request);
    if (answer.status >= kFirstProblem)
        raise(answer);
    return answer;
}

/// Reads an answer that is one of ours, or says that it is not.
template <class Read>
auto read(const Answer& answer, Read how) {
    try {
        return how(parseJson(answer.body, "the portal's answer"));
    } catch (const json::exception&) {
        throw Error(Fault::PortalProtocol, "the portal's answer lacks a member");
    } catch (const Error& error) {
        throw Error(Fault::PortalProtocol, error.what());
    }
}

} // namespace

Bytes Client::challenge() {
    return read(answered(link_, {Verb::Post, "/v1/challenges"}), [](const json& body) {
        Bytes challenge = fromHex(body.at("challenge").get<std::string>());
        constexpr std::size_t kLeast = 16; // below, an old answer might fit again
        if (challenge.size() < kLeast)
            throw Error(Fault::PortalProtocol, "the challenge is too short");
        return challenge;
    });
}

Offer Client::logIn(ByteView challenge, ByteView certificate, ByteView signature) {
    const json body{{"challenge", toHex(challenge)},
                    {"certificate", toHex(certificate)},
                    {"signature", toHex(signature)}};
    return read(answered(link_, {Verb::Post, "/v1/logins", "", writeJson(body)}), [&](const json& offer) {
        token_ = offer.at("token").get<std::string>();
        return Offer{offer.at("functions").get<std::vector<std::string>>(),
                     dateFrom(offer.at("terms_version").get<std::string>()),
                     offer.at("registered").get<bool>()};
    });
}

void Client::registerInsurance(const Registration& registration) {
    answered(link_, {Verb::Post, "/v1/registrations", token_, writeJson(toJson(registration))});
}

void Client::logOut() {
    if (!token_.empty())
        answered(link_, {Verb::Delete, "/v1/logins", token_, ""});
    token_.clear();
}

} // namespace kaomado::portal
