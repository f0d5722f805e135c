// SPDX-License-Identifier: Apache-2.0
#include "continuation.hpp"

#include "flow.hpp"

namespace kaomado::forms {

using paper::Box;
using paper::Paragraph;
using paper::Vertical;

namespace {
constexpr double kLabel = 7, kLine = 6; // millimetres

class Pages {
public:
    Pages(paper::Document& document, const Form& form) : document_(document), form_(form) { turn(); }

    void value(const std::string& label, std::string text) {
        room(kLabel + 2 * kLine);
        const Box box{form_.margin, y_, width(), kLabel};
        page_->shade(box, 0.88);
        page_->text(box.inset(2, 0), Paragraph(label, printed({10, true, {}}), box.width - 4));
        y_ += kLabel + 2;
        while (!text.empty())
            text.erase(0, write(text));
        y_ += 4;
    }

private:
    double width() const { return form_.size.width - 2 * form_.margin; }
    double bottom() const { return form_.size.height - kFoot - 4; }
    void room(double height) {
        if (y_ + height > bottom())
            turn();
    }
    void turn() {
        page_ = &document_.add(form_.size);
        y_ = form_.margin;
        const std::string heading = "別　紙　　" + form_.title;
        const Paragraph title(heading, printed({12, true, {}}), width());
        page_->text({form_.margin, y_, width(), title.heightMm()}, title);
        y_ += title.heightMm() + 4;
    }
    /// @return how many bytes were put on this page
    std::size_t write(const std::string& text) {
        room(kLine);
        const Paragraph all(text, written(11), width());
        const std::size_t now = all.bytesWithin(bottom() - y_);
        const Paragraph here(text.substr(0, now), written(11), width());
        page_->text({form_.margin, y_, width(), here.heightMm()}, here, Vertical::Top);
        y_ += here.heightMm();
        if (now == text.size())
            return now;
        y_ = bottom();
        return now;
    }

    paper::Document& document_;
    const Form& form_;
    paper::Page* page_ = nullptr;
    double y_ = 0;
};
} // namespace

void continueOn(paper::Document& document, const Form& form, const Filling& filling,
                const std::vector<std::string>& fields) {
    Pages pages(document, form);
    for (const std::string& field : fields)
        pages.value(filling.labelOf(field), filling.at(field));
}

} // namespace kaomado::forms
