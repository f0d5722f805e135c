// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/audit/proof.hpp>

namespace kaomado::app {

/// Where the public keys come from that heads are checked with.
enum class KeyTrust {
    Given,  ///< the auditor brought them
    Folder, ///< the installation's own data folder
    None,   ///< the heads themselves: to be compared by eye with what one was told
};

/// Tells what a verification found: for people, or one JSON object a line.
class AuditPrinter {
public:
    AuditPrinter(const Frame& frame, bool json) : frame_(frame), json_(json) {}

    void log(const std::string& municipality, const audit::Verification& found,
             const std::vector<audit::SignedHead>& heads, KeyTrust trust) const;
    void proof(const audit::Proof& proof, const audit::ProofCheck& found, KeyTrust trust) const;

private:
    void finding(const audit::Finding& finding) const;
    void keys(const std::vector<audit::SignedHead>& heads, KeyTrust trust) const;
    std::string say(const std::string& key,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> values) const;

    const Frame& frame_;
    bool json_;
};

} // namespace kaomado::app
