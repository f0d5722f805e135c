// SPDX-License-Identifier: Apache-2.0
#include "audit_print.hpp"

#include <kaomado/audit/entry.hpp>

#include <nlohmann/json.hpp>

#include <iostream>
#include <set>

namespace kaomado::app {

namespace {

using nlohmann::ordered_json;

std::set<std::string> keyIds(const std::vector<audit::SignedHead>& heads) {
    std::set<std::string> ids;
    for (const audit::SignedHead& head : heads)
        if (!head.publicKey.empty())
            ids.insert(audit::keyId(head.publicKey));
    return ids;
}

ordered_json jsonOf(const std::vector<audit::Finding>& findings) {
    ordered_json all = ordered_json::array();
    for (const audit::Finding& finding : findings)
        all.push_back({{"problem", nameOf(finding.problem)},
                       {"first", finding.first},
                       {"last", finding.last},
                       {"case", finding.caseId},
                       {"event", finding.sequence},
                       {"detail", finding.detail}});
    return all;
}

ordered_json jsonOf(const audit::Head& head) {
    return {{"municipality", head.municipality},
            {"size", head.tree.size},
            {"root", toHex(head.tree.root)},
            {"time", toIso(head.time)}};
}

/// A stored text may hold anything.
std::string dump(const ordered_json& value) {
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

} // namespace

std::string
AuditPrinter::say(const std::string& key,
                  std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    return fill(frame_.text("audit." + key), values);
}

void AuditPrinter::finding(const audit::Finding& finding) const {
    const bool one = finding.first == finding.last;
    std::cout << "  ✕ "
              << say(one ? "place" : "places",
                     {{"first", number(finding.first)}, {"last", number(finding.last)}});
    if (!finding.caseId.empty())
        std::cout << say("where", {{"case", finding.caseId}, {"event", number(finding.sequence)}});
    std::cout << frame_.text("audit.colon") << say("problem." + std::string(nameOf(finding.problem)), {})
              << " [" << nameOf(finding.problem) << "]\n";
    if (!finding.detail.empty())
        std::cout << "      " << finding.detail << '\n';
}

void AuditPrinter::keys(const std::vector<audit::SignedHead>& heads, KeyTrust trust) const {
    std::string all;
    for (const std::string& id : keyIds(heads))
        all += (all.empty() ? "" : " ") + id;
    if (all.empty())
        return;
    constexpr std::array kHow{"keys.given", "keys.folder", "keys.none"};
    std::cout << say(kHow.at(static_cast<std::size_t>(trust)), {{"keys", all}}) << '\n';
}

void AuditPrinter::log(const std::string& municipality, const audit::Verification& found,
                       const std::vector<audit::SignedHead>& heads, KeyTrust trust) const {
    const std::string root = found.root ? toHex(*found.root) : "";
    if (json_) {
        std::cout << dump({{"municipality", municipality},
                           {"sound", found.sound()},
                           {"size", found.size},
                           {"root", found.root ? ordered_json(root) : ordered_json(nullptr)},
                           {"covered", found.covered},
                           {"waiting", found.waiting},
                           {"bytes", found.bytes},
                           {"keys", keyIds(heads)},
                           {"findings", jsonOf(found.findings)}})
                  << std::endl;
        return;
    }
    std::cout << say(found.sound() ? "verify.sound" : "verify.notSound",
                     {{"municipality", municipality},
                      {"size", number(found.size)},
                      {"count", number(found.findings.size())}})
              << '\n';
    for (const audit::Finding& one : found.findings)
        finding(one);
    std::cout << say("verify.root", {{"root", found.root ? root : frame_.text("audit.verify.hidden")}})
              << '\n'
              << say("verify.covered",
                     {{"covered", number(found.covered)}, {"rest", number(found.size - found.covered)}})
              << '\n';
    if (found.waiting > 0)
        std::cout << say("verify.waiting", {{"count", number(found.waiting)}}) << '\n';
    keys(heads, trust);
    std::cout << std::flush;
}

void AuditPrinter::proof(const audit::Proof& proof, const audit::ProofCheck& found, KeyTrust trust) const {
    std::vector<audit::SignedHead> heads{proof.head};
    if (proof.older)
        heads.push_back(*proof.older);
    if (json_) {
        ordered_json events = ordered_json::array();
        for (const audit::ProvenEvent& event : proof.events)
            events.push_back({{"place", event.index}, {"leaf", event.leaf}});
        std::cout << dump({{"holds", found.holds()},
                           {"head", jsonOf(found.head)},
                           {"older", found.older ? jsonOf(*found.older) : ordered_json(nullptr)},
                           {"events", events},
                           {"keys", keyIds(heads)},
                           {"findings", jsonOf(found.findings)}})
                  << std::endl;
        return;
    }
    std::cout << say(found.holds() ? "proof.holds" : "proof.fails",
                     {{"municipality", found.head.municipality},
                      {"size", number(found.head.tree.size)},
                      {"time", toIso(found.head.time)}})
              << '\n';
    for (const audit::Finding& one : found.findings)
        finding(one);
    for (const audit::ProvenEvent& event : proof.events)
        if (const auto parts = found.holds() ? audit::partsOf(event.leaf) : std::nullopt)
            std::cout << say("proof.event", {{"place", number(event.index)},
                                             {"case", parts->caseId},
                                             {"event", number(parts->sequence)},
                                             {"text", parts->event}})
                      << '\n';
    if (found.older && found.holds())
        std::cout << say("proof.older",
                         {{"size", number(found.older->tree.size)}, {"time", toIso(found.older->time)}})
                  << '\n';
    keys(heads, trust);
    std::cout << std::flush;
}

} // namespace kaomado::app
