// SPDX-License-Identifier: Apache-2.0
#include "fill.hpp"

#include "kaomado/base/era.hpp"
#include "kaomado/base/error.hpp"
#include "places.hpp"

#include <algorithm>

namespace kaomado::forms {

namespace {
constexpr std::size_t kLongest = 20'000; // characters
constexpr std::string_view kForAPen = "　　　　　　　　";
const std::string kNothing;

std::size_t charactersIn(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::set<std::string> partsOf(const Form& form, const Order& order) {
    for (const auto* asked : {&order.parts, &order.without})
        for (const std::string& id : *asked)
            if (form.part(id) == nullptr)
                throw Error(Fault::BadInput, form.id + " has no part '" + id + "'");
    std::set<std::string> parts;
    for (const Form::OptionalPart& part : form.parts)
        if ((part.standard || order.parts.contains(part.id)) && !order.without.contains(part.id))
            parts.insert(part.id);
    return parts;
}

std::string dayIn(const Field& field, const std::string& value) {
    try {
        return toEraText(dateFrom(value));
    } catch (const Error&) {
        throw Error(Fault::BadInput, field.id + " is no day; write YYYY-MM-DD");
    }
}
} // namespace

Filling::Filling(const Library& library, const Form& form, const Order& order)
    : library_(library), parts_(partsOf(form, order)) {
    std::set<std::string> places = fieldsOf(form);
    for (const Piece& piece : piecesOf(library.text("contact_resident"))) // stands at the foot of the page
        if (piece.isField)
            places.insert(piece.text);
    for (const auto& [id, value] : order.values) {
        const Field* field = library.field(id);
        if (field == nullptr)
            throw Error(Fault::BadInput, "there is no field '" + id + "'");
        if (!value.empty() && places.contains(id))
            take(*field, value);
    }
}

void Filling::take(const Field& field, const std::string& value) {
    if (charactersIn(value) > kLongest)
        throw Error(Fault::BadInput, field.id + " has more than " + std::to_string(kLongest) + " characters");
    if (field.kind == Field::Kind::Word && std::ranges::find(field.values, value) == field.values.end())
        throw Error(Fault::BadInput, field.id + " has no value of this name");
    if (field.kind == Field::Kind::Date) {
        given_[field.id] = dayIn(field, value);
        return;
    }
    auto bad = paper::unprintable(value, paper::Face::Mincho);
    if (const auto newLine = value.find('\n'); newLine != std::string::npos)
        bad.push_back({paper::Unprintable::Why::Control, "U+000A", newLine});
    for (const paper::Unprintable& one : bad)
        problems_.push_back({field.id, field.label, one});
    if (bad.empty())
        given_[field.id] = value;
}

const std::string& Filling::at(const std::string& field) const {
    const auto found = given_.find(field);
    return found == given_.end() ? kNothing : found->second;
}

std::string Filling::shown(const std::string& field) const {
    const std::string& value = at(field);
    return value.empty() ? library_.field(field)->blank : value;
}

std::string Filling::in(const std::string& text) const {
    std::string all;
    for (const Piece& piece : piecesOf(text)) {
        const std::string value = piece.isField ? shown(piece.text) : piece.text;
        all += value.empty() ? kForAPen : value;
    }
    return all;
}

bool Filling::chosen(const std::string& field, const std::string& option) const {
    return at(field) == option;
}

const std::string& Filling::labelOf(const std::string& field) const {
    return library_.field(field)->label;
}

} // namespace kaomado::forms
