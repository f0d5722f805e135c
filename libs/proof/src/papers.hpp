// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vocabulary.hpp"

namespace kaomado::proof {

/// A paper as it may lie on the counter; not there when `attributes` is empty.
struct Sheet {
    std::optional<procedure::Facts> attributes;
    bool good = false;
    std::string word; ///< "good", "bad", "missing", …
};

/// The sheets of every paper of every procedure that decisions can tell apart: for each paper those that
/// differ in being good, or in being another paper too; the best first, "missing" last.
class Sheets {
public:
    Sheets(const procedure::Rulebook& book, const std::map<std::string, Vocabulary>& vocabularies,
           const procedure::Context& context);

    using ByPaper = std::map<std::string, std::vector<Sheet>>;
    const ByPaper& of(const std::string& procedure) const { return sheets_.at(procedure); }

private:
    std::map<std::string, ByPaper> sheets_;
};

/// Every combination of what an attribute may be.
std::vector<procedure::Facts> sheetsOf(const procedure::Document& document, const Vocabulary& vocabulary);

} // namespace kaomado::proof
