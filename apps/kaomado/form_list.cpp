// SPDX-License-Identifier: Apache-2.0
#include "form.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
using forms::Form;
using nlohmann::ordered_json;

std::string_view nameOf(Form::History history) {
    switch (history) {
    case Form::History::New:
        return "new";
    case Form::History::Revised:
        return "revised";
    case Form::History::Existing:
        return "existing";
    case Form::History::Own:
        return "own";
    }
    return {};
}

std::string dayOr(const std::optional<Date>& day, const char* otherwise) {
    return day ? toIso(*day) : otherwise;
}

ordered_json jsonOf(const Form& form) {
    ordered_json parts = ordered_json::array();
    for (const Form::OptionalPart& part : form.parts)
        parts.push_back({{"id", part.id}, {"label", part.label}, {"standard", part.standard}});
    return {{"id", form.id},
            {"document", form.document},
            {"title", form.title},
            {"edition", form.edition},
            {"from", form.from ? ordered_json(toIso(*form.from)) : nullptr},
            {"until", form.until ? ordered_json(toIso(*form.until)) : nullptr},
            {"history", nameOf(form.history)},
            {"own_design", form.design == Form::Design::Own},
            {"rules", form.rules},
            {"enclose", form.enclose},
            {"parts", std::move(parts)},
            {"fields", forms::fieldsOf(form)}};
}

std::string unprintableReason(const paper::Unprintable& what, const Frame& frame) {
    using Why = paper::Unprintable::Why;
    switch (what.why) {
    case Why::NoGlyph:
        return frame.text("form.why.no_glyph");
    case Why::Control:
        return frame.text("form.why.control");
    case Why::PrivateUse:
        return frame.text("form.why.private_use");
    case Why::TooMany:
        return frame.text("form.why.too_many");
    case Why::NotUnicode:
        return frame.text("form.why.not_unicode");
    }
    return {};
}
} // namespace

void printForms(const forms::Library& library, const FormOptions& options, const Frame& frame) {
    std::vector<const Form*> forms;
    if (options.on.empty())
        for (const Form& form : library.all())
            forms.push_back(&form);
    else
        forms = library.inForce(dateFrom(options.on));
    if (options.json) {
        auto list = ordered_json::array();
        for (const Form* form : forms)
            list.push_back(jsonOf(*form));
        std::cout << ordered_json{{"forms", std::move(list)}}.dump(2) << '\n';
        return;
    }
    for (const Form* form : forms) {
        std::cout << form->id << std::string(6 - std::min<std::size_t>(form->id.size(), 5), ' ')
                  << form->edition << "  " << frame.text("form.history." + std::string(nameOf(form->history)))
                  << "  " << dayOr(form->from, "          ") << "～" << dayOr(form->until, "          ")
                  << "  " << form->title << '\n';
        for (const Form::OptionalPart& part : form->parts)
            std::cout << fill(frame.text("form.part"), {{"id", part.id}, {"label", part.label}}) << '\n';
    }
}

void printProblems(const std::vector<forms::Problem>& problems, bool byHand, const Frame& frame) {
    for (const forms::Problem& problem : problems)
        std::cerr << fill(frame.text("form.unprintable"), {{"label", problem.label},
                                                           {"field", problem.field},
                                                           {"points", problem.what.codePoints},
                                                           {"why", unprintableReason(problem.what, frame)}})
                  << '\n';
    if (!problems.empty())
        std::cerr << frame.text(byHand ? "form.left_blank" : "form.not_written") << '\n';
}

} // namespace kaomado::app
