// SPDX-License-Identifier: Apache-2.0
#include "kaomado/forms/sheet.hpp"

#include "continuation.hpp"
#include "flow.hpp"

namespace kaomado::forms {

using paper::Align;
using paper::Box;
using paper::Paragraph;
using paper::Vertical;

namespace {
constexpr double kQr = 14, kSmall = 6.5;
constexpr double kPale = 0.88; // grey that an office printer shows and that words can be read on

paper::About aboutOf(const Form& form, const Order& order) {
    const auto municipality = order.values.find("municipality.name");
    return {form.title, municipality == order.values.end() ? "" : municipality->second,
            form.id + " " + form.edition, "ja", order.created};
}

std::string footOf(const Library& library, const Form& form, const Filling& filling) {
    std::string text =
        library.text(form.design == Form::Design::Own ? "mark_own_design" : "mark_items_given");
    if (form.audience == Form::Audience::Resident)
        text += "\n" + filling.in(library.text("contact_resident"));
    return text;
}

/// What stands at the head and foot of every page; pages are counted when there are several.
class Frame {
public:
    Frame(const Library& library, const Form& form, const Filling& filling, const Order& order)
        : library_(library), form_(form), order_(order), foot_(footOf(library, form, filling)) {}

    void draw(paper::Page& page, std::size_t number, std::size_t of) const {
        if (order_.training)
            page.behind(library_.text("across_training"), kPale);
        head(page, number, of);
        foot(page);
    }

private:
    double width() const { return form_.size.width - 2 * form_.margin; }

    void head(paper::Page& page, std::size_t number, std::size_t of) const {
        std::string text = "様式 " + form_.id + "（" + form_.edition + "版）";
        if (order_.training)
            text += "　" + library_.text("mark_training");
        if (of > 1)
            text += "　" + std::to_string(number) + "／" + std::to_string(of);
        const Paragraph paragraph(text, printed({kSmall, false, {}}), width());
        page.text({form_.margin, form_.margin - paragraph.heightMm() - 2.5, width(), paragraph.heightMm()},
                  paragraph, Vertical::Top, 0.25);
        if (order_.caseNumber.empty())
            return;
        const Paragraph received("受付番号 " + order_.caseNumber, printed({kSmall, false, Align::Right}),
                                 width());
        page.text({form_.margin, form_.margin - paragraph.heightMm() - 2.5, width(), received.heightMm()},
                  received, Vertical::Top, 0.25);
    }

    void foot(paper::Page& page) const {
        const double top = form_.size.height - kFoot - 2;
        const double side = order_.caseNumber.empty() ? 0 : kQr + 2;
        page.line({form_.margin, top}, {form_.size.width - form_.margin, top}, 0.1);
        const Box words{form_.margin, top + 1, width() - side, kFoot - 3};
        if (const auto text = paper::fitted(foot_, printed({7, false, {}}), 5, words.width, words.height))
            page.text(words, *text, Vertical::Top);
        if (order_.caseNumber.empty())
            return;
        const double x = form_.size.width - form_.margin - kQr;
        page.qr({x, top + 0.3, kQr, kQr}, "KAOMADO " + form_.id + " " + order_.caseNumber);
    }

    const Library& library_;
    const Form& form_;
    const Order& order_;
    std::string foot_;
};
} // namespace

std::vector<const Field*> filledBy(const Library& library, const Form& form, const Values& values) {
    const Filling filling(library, form, {values, {}, {}, {}, {}});
    const std::set<std::string> places = fieldsOf(form);
    std::vector<const Field*> fields;
    for (const Field& field : library.fields())
        if (places.contains(field.id) && !filling.at(field.id).empty())
            fields.push_back(&field);
    return fields;
}

Sheet layOut(const Library& library, const Form& form, const Order& order) {
    const Filling filling(library, form, order);
    Sheet sheet{paper::Document(aboutOf(form, order)), filling.problems(), false};
    Flow flow(sheet.document, form, filling);
    flow.put(form.blocks);
    if (!flow.continued().empty()) {
        continueOn(sheet.document, form, filling, flow.continued());
        sheet.continued = true;
    }
    const Frame frame(library, form, filling, order);
    for (std::size_t i = 0; i < sheet.document.pages(); ++i)
        frame.draw(sheet.document.page(i), i + 1, sheet.document.pages());
    return sheet;
}

} // namespace kaomado::forms
