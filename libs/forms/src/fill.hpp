// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/forms/sheet.hpp"

namespace kaomado::forms {

/// What stands at each place of one sheet. Values are checked once, when it is made.
class Filling {
public:
    /// @throws Error Fault::BadInput, see layOut
    Filling(const Library& library, const Form& form, const Order& order);

    /// The value as it is printed: a day by era, a text as it came; empty when it is to be written by hand.
    const std::string& at(const std::string& field) const;
    /// What is printed in a place: the value, or what is to be completed by hand.
    std::string shown(const std::string& field) const;
    /// A text with its places filled; an empty one is left open wide enough for a pen.
    std::string in(const std::string& text) const;
    bool chosen(const std::string& field, const std::string& option) const;
    bool has(const Part& part) const { return parts_.contains(part.id); }
    const std::string& labelOf(const std::string& field) const;

    const std::vector<Problem>& problems() const { return problems_; }

private:
    void take(const Field& field, const std::string& value);

    const Library& library_;
    std::map<std::string, std::string> given_;
    std::set<std::string> parts_;
    std::vector<Problem> problems_;
};

} // namespace kaomado::forms
