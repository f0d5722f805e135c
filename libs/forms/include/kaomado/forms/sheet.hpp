// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/forms/library.hpp"
#include "kaomado/paper/document.hpp"

namespace kaomado::forms {

/// What is written on a form: field → text, a day as YYYY-MM-DD, one of the field's words. What is missing
/// stays empty, to be written by hand.
using Values = std::map<std::string, std::string>;

/// What of a value cannot be printed; its field is left empty.
struct Problem {
    std::string field, label;
    paper::Unprintable what;
};

struct Order {
    Values values;
    std::set<std::string> parts;   ///< besides those that are there unless left out
    std::set<std::string> without; ///< parts left out
    std::string caseNumber;        ///< printed as a QR code and in figures; nothing personal
    Instant created{};
    bool training = false; ///< 訓練 across every page, and in words at its head
};

struct Sheet {
    paper::Document document;
    std::vector<Problem> problems; ///< none: everything given is on the paper
    bool continued = false;        ///< something is on a page of its own, because its place is too small
};

/// The fields of a form that values would fill, in the order of the library.
/// @throws Error as layOut
std::vector<const Field*> filledBy(const Library& library, const Form& form, const Values& values);

/// Puts a form on pages. A value that does not fit its place at 6.5 points is printed whole on a page after
/// the form, with a reference in its place.
/// @throws Error Fault::BadInput for a value without a field on the form, a part that it does not have, a day
/// or word that is none, a value of more than 20,000 characters
Sheet layOut(const Library& library, const Form& form, const Order& order);

} // namespace kaomado::forms
