// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit.hpp"

namespace kaomado::app {

/// What an auditor brings along, as `audit verify` takes it on its command line.
struct AuditKnowledgeOptions {
    std::vector<std::string> known, keys, terminals;
    bool content = false;
};

/// What the logs are held against. A head that somebody kept brings its key with it.
class AuditKnowledge {
public:
    /// @throws Error Fault::BadInput, Fault::FileMissing, Fault::FileMalformed, Fault::SignatureInvalid
    explicit AuditKnowledge(const AuditKnowledgeOptions& options);

    /// `ownKeys`: what the installation says its keys are; counts when the auditor brought none.
    counter::Expected of(const std::string& municipality, const std::vector<Bytes>& ownKeys) const;
    /// @throws Error Fault::BadInput for something known that would be passed over: of a log that is not here
    void mustConcern(const std::vector<std::string>& municipalities) const;
    /// Public keys that the auditor brought along.
    const std::vector<Bytes>& keys() const { return keys_; }

private:
    void add(const std::string& known, bool withKey);

    std::vector<audit::Checkpoint> bare_;
    std::vector<audit::Head> heads_;
    std::vector<Bytes> keys_;
    counter::TerminalKeys terminals_;
    bool content_;
};

} // namespace kaomado::app
