// SPDX-License-Identifier: Apache-2.0
#include "audit_known.hpp"

#include <algorithm>
#include <charconv>

namespace kaomado::app {

namespace {

/// SIZE:ROOT as it stands on paper. Nothing when the text has another form: a file's name, then.
std::optional<audit::Checkpoint> checkpointFrom(const std::string& text) {
    audit::Checkpoint checkpoint;
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos)
        return std::nullopt;
    const char* const end = text.data() + colon;
    if (std::from_chars(text.data(), end, checkpoint.size).ptr != end)
        return std::nullopt;
    const Bytes root = fromHex(text.substr(colon + 1));
    if (root.size() != checkpoint.root.size())
        throw Error(Fault::BadInput, "--known: a root has 64 hexadecimal digits");
    std::ranges::copy(root, checkpoint.root.begin());
    return checkpoint;
}

/// "counter-1=D75A…"
void addTerminal(counter::TerminalKeys& terminals, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Error(Fault::BadInput, text + ": the form is NAME=KEY");
    terminals[text.substr(0, equals)] = publicKeysFrom(text.substr(equals + 1)).front();
}

} // namespace

AuditKnowledge::AuditKnowledge(const AuditKnowledgeOptions& options) : content_(options.content) {
    for (const std::string& key : options.keys)
        for (Bytes& one : publicKeysFrom(key))
            keys_.push_back(std::move(one));
    for (const std::string& known : options.known)
        add(known, options.keys.empty());
    for (const std::string& terminal : options.terminals)
        addTerminal(terminals_, terminal);
}

void AuditKnowledge::add(const std::string& known, bool withKey) {
    if (const auto checkpoint = checkpointFrom(known)) {
        bare_.push_back(*checkpoint);
        return;
    }
    const audit::SignedHead head = headFromFile(known);
    heads_.push_back(audit::headOf(head));
    if (withKey)
        keys_.push_back(head.publicKey);
}

counter::Expected AuditKnowledge::of(const std::string& municipality,
                                     const std::vector<Bytes>& ownKeys) const {
    counter::Expected expected{.known = bare_,
                               .logKeys = keys_.empty() ? ownKeys : keys_,
                               .terminals = terminals_,
                               .content = content_ || !terminals_.empty()};
    for (const audit::Head& head : heads_)
        if (head.municipality == municipality)
            expected.known.push_back(head.tree);
    return expected;
}

void AuditKnowledge::mustConcern(const std::vector<std::string>& municipalities) const {
    for (const audit::Head& head : heads_)
        if (std::ranges::find(municipalities, head.municipality) == municipalities.end())
            throw Error(Fault::BadInput,
                        "--known: there is no log of " + head.municipality + ", whose head this is");
    if (!bare_.empty() && municipalities.size() != 1)
        throw Error(Fault::BadInput, "--known SIZE:ROOT needs --municipality: which log is it of?");
}

} // namespace kaomado::app
