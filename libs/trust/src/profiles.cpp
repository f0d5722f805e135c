// SPDX-License-Identifier: Apache-2.0
#include "profiles.hpp"

#include "embedded/profiles_json.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::trust {

namespace {
using nlohmann::ordered_json;

KindProfile kindFrom(const ordered_json& all, const char* kind) {
    const auto& authority = all.at("authorities").at(kind);
    const auto& certificate = all.at("certificates").at(kind);
    KindProfile profile{
        {}, authority.at("file"), certificate.at("policy"), certificate.at("crl"), certificate.at("ocsp")};
    for (const auto& [key, value] : authority.at("names").items())
        profile.authorityNames.emplace_back(key, value);
    return profile;
}

Profiles load() {
    const auto all = ordered_json::parse(embedded::profiles_json());
    const auto& period = all.at("authorityPeriod");
    const auto& oids = all.at("holderOids");
    return {kindFrom(all, "userAuth"),
            kindFrom(all, "signature"),
            instantFromIso(period.at("from").get<std::string>()),
            instantFromIso(period.at("to").get<std::string>()),
            {oids.at("name"), oids.at("nameSubstitution"), oids.at("sex"), oids.at("birth"),
             oids.at("address"), oids.at("addressSubstitution")}};
}
} // namespace

const Profiles& profiles() {
    static const Profiles kProfiles = load();
    return kProfiles;
}

} // namespace kaomado::trust
