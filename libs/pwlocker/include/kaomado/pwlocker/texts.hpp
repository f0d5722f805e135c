// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"

#include <initializer_list>
#include <map>
#include <utility>

namespace kaomado::pwlocker {

/// The sentences of the utility in one language (data/pwlocker.ja.json, pwlocker.en.json).
class Texts {
public:
    explicit Texts(Language language);

    using Values = std::initializer_list<std::pair<std::string_view, std::string>>;
    /// The sentence with each {name} replaced. @throws Error Fault::Internal for an unknown key
    std::string of(std::string_view key, Values values = {}) const;

    Language language() const { return language_; }
    const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

private:
    Language language_;
    std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace kaomado::pwlocker
