// SPDX-License-Identifier: Apache-2.0
// How cases begin.
#include "conditions.hpp"
#include "describe.hpp"
#include "explorer.hpp"
#include "guideline.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

/// A chip that nobody has read may be anything: somebody may have changed it before the first reading. So one
/// is enough, the one with most to lose.
void Explorer::open() {
    for (const Procedure& procedure : book_.procedures)
        if (bounds_.procedures.empty() || bounds_.procedures.contains(procedure.id))
            for (const Certificate certificate :
                 seenAtTheEnd(procedure) ? std::vector{Certificate::Valid} : certificatesFor(procedure))
                open(procedure, World{.userAuth = certificate, .signature = true});
}

/// Nothing looks at the user authentication certificate before the step that ends the case has begun, and
/// nothing changes it: which one it is may be chosen then. The walk is told when a decision looks all the
/// same.
bool Explorer::seenAtTheEnd(const Procedure& procedure) const {
    bool before = false;
    const auto note = [&](const Condition& condition) {
        for (const std::string& id : sourcesOf(book_, condition))
            before = before || id.starts_with(kAboutCertificate);
    };
    const auto procedures = successors(book_, procedure);
    for (const Procedure* one : procedures)
        eachConditionOnTheWay(book_, *one, note);
    return stage_.reduced && !before && certificatesFor(procedure).size() > 1 &&
           std::ranges::all_of(procedures, [&](const Procedure* one) {
               return std::ranges::all_of(one->steps, [&](const StepUse& use) {
                   const Effect effect = effectOf(use.step).value_or(Effect::Nothing);
                   return (!book_.steps.at(use.step).ends || book_.steps.at(use.step).intent) &&
                          effect != Effect::IssueCertificate && effect != Effect::ReplaceCertificate;
               });
           });
}

/// The node as it is with each certificate, once one is looked at: nothing that happened would have happened
/// otherwise.
std::vector<Node> Explorer::withEachCertificate(const Node& node) const {
    std::vector<Node> all;
    for (const Certificate certificate : certificatesFor(*book_.procedure(node.state.procedure))) {
        Node one = node;
        one.certificateUnseen = false;
        one.world.userAuth = certificate;
        if (one.seen)
            one.seen->userAuth = certificate;
        if (auto& observation = one.state.observation; observation && one.seen) {
            for (auto& [id, value] : observation->facts)
                if (id.starts_with(kAboutCertificate))
                    value = chipFact(*one.seen, id) == "yes";
            observation->userCertificate = stage_.readings.of(*one.seen, observation->time)
                                               .reading.userAuth.value_or(chip::CertificateFacts{})
                                               .serial;
        }
        all.push_back(std::move(one));
    }
    return all;
}

/// Cards that only differ in what neither the procedure nor a law about its end looks at are tried once.
std::vector<Certificate> Explorer::certificatesFor(const Procedure& procedure) const {
    const Vocabulary& words = stage_.vocabulary(procedure.id);
    if (std::ranges::any_of(procedure.steps, [](const StepUse& use) {
            const auto effect = effectOf(use.step);
            return effect == Effect::IssueCertificate || effect == Effect::ReplaceCertificate;
        }))
        return {Certificate::Valid, Certificate::None}; // one that could pass for the new one, and nothing
    if (words.mentioned("user_cert_on_card") || words.mentioned("user_cert_in_period") ||
        goalOf(procedure.id) == Goal::FaceAuth)
        return {Certificate::Valid, Certificate::Expired, Certificate::None};
    return {Certificate::Valid};
}

void Explorer::open(const Procedure& procedure, const World& world) {
    const Vocabulary& words = stage_.vocabulary(procedure.id);
    std::vector<Facts> all{{{"visitor", Word(procedure.visitor)}}};
    for (const std::string& fact : words.opening()) {
        if (seenOn(world, fact))
            continue; // nobody has looked at the card yet
        std::vector<Facts> more = all;
        for (const Facts& facts : all)
            for (const FactValue& value : words.values(fact)) {
                more.push_back(facts);
                more.back().insert_or_assign(fact, value);
            }
        all = std::move(more);
    }
    for (const Facts& facts : all)
        open(OpenCase{procedure.id, facts, std::nullopt}, world);
}

void Explorer::open(const OpenCase& what, const World& world) {
    const CaseState none;
    const Command command{stage_.officer, what};
    const Decision decision = decide(book_, none, command, stage_.context);
    ++report_.procedures[what.procedure].decisions;
    if (const auto* refusal = std::get_if<Refusal>(&decision)) {
        for (const Breach& breach : judge(*refusal))
            found(breach.law, breach.what, what.procedure, kNowhere, textOf(command));
        return;
    }
    Node node{.state = none,
              .world = world,
              .seen = std::nullopt,
              .faceUnseen = true,
              .certificateUnseen = seenAtTheEnd(*book_.procedure(what.procedure))};
    for (const Event& event : std::get<std::vector<Event>>(decision))
        apply(node.state, event);
    stage_.settle(node);
    (void)enter(std::move(node), kNowhere,
                [&] { return textOf(command) + " (card: " + textOf(world) + ")"; });
}

} // namespace kaomado::proof
