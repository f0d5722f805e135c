// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/rulebook.hpp"

#include <gtest/gtest.h>

namespace kaomado::test {

/// The edition on disk, to be changed in memory.
class Edited {
public:
    /// Replaces the first occurrence behind `after`, which must be there.
    Edited& change(const std::string& file, const std::string& from, const std::string& to,
                   const std::string& after = {}) {
        std::string& text = files_.at(file);
        const std::size_t begin = text.find(after);
        const std::size_t at = begin == std::string::npos ? begin : text.find(from, begin);
        if (at == std::string::npos)
            ADD_FAILURE() << file << " has no " << from << " after " << after;
        else
            text.replace(at, from.size(), to);
        return *this;
    }
    Edited& append(const std::string& file, const std::string& more) {
        files_.at(file) += more;
        return *this;
    }
    const std::map<std::string, std::string>& files() const { return files_; }
    procedure::Rulebook book() const { return procedure::Rulebook::parse(files_); }
    /// The line on which a text stands, from 1.
    int lineOf(const std::string& file, const std::string& text) const {
        const std::string& all = files_.at(file);
        const std::size_t at = all.find(text);
        return at == std::string::npos
                   ? 0
                   : 1 + static_cast<int>(std::count(all.begin(), all.begin() + static_cast<long>(at), '\n'));
    }

private:
    std::map<std::string, std::string> files_ = procedure::readEdition(KAOMADO_RULEBOOK);
};

} // namespace kaomado::test
