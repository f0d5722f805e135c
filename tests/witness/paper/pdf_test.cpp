// SPDX-License-Identifier: Apache-2.0
// Every form, filled with the hardest names that may be printed, as Poppler, qpdf and ZBar see it.
#include "support/pdf.hpp"

#include <kaomado/forms/sheet.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

namespace kaomado::test {
namespace {
using forms::Field;
using forms::Form;
using forms::Library;
using forms::Sheet;
using forms::Values;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string kName = "葛\U000E0102城　𠮷葛\U000E0101子"; // both collections of variants

/// Something for every field of a form; names with variants for what a person is called.
Values valuesFor(const Form& form) {
    Values values;
    for (const std::string& id : forms::fieldsOf(form)) {
        const Field& field = *Library::builtIn().field(id);
        if (field.kind == Field::Kind::Word)
            values[id] = field.values.front();
        else if (field.kind == Field::Kind::Date)
            values[id] = "1989-01-07";
        else
            values[id] =
                id.ends_with(".name") || id.ends_with(".alias") ? kName : "見" + id.substr(id.rfind('.') + 1);
    }
    return values;
}

Sheet filled(const Form& form) {
    std::set<std::string> parts;
    for (const Form::OptionalPart& part : form.parts)
        parts.insert(part.id);
    return layOut(Library::builtIn(), form,
                  {valuesFor(form), parts, {}, "2026-000123", instantFromIso("2026-11-25T01:02:03Z")});
}

class EveryForm : public testing::TestWithParam<const Form*> {
protected:
    const Form& form_ = *GetParam();
    const Sheet sheet_ = filled(form_);
    const SeenPdf pdf_{sheet_.document.pdf()};
};

std::vector<const Form*> allForms() {
    std::vector<const Form*> all;
    for (const Form& form : Library::builtIn().all())
        all.push_back(&form);
    return all;
}

INSTANTIATE_TEST_SUITE_P(Witness, EveryForm, testing::ValuesIn(allForms()), [](const auto& one) {
    std::string name = one.param->id + "_" + one.param->edition;
    std::ranges::replace(name, '-', '_');
    return name;
});

TEST_P(EveryForm, IsReadByPopplerAsItWasFilledVariantsIncluded) {
    EXPECT_TRUE(sheet_.problems.empty());
    const std::string letters = pdf_.letters();
    for (const auto& [id, value] : valuesFor(form_)) {
        const Field& field = *Library::builtIn().field(id);
        if (field.kind == Field::Kind::Word)
            continue;
        const std::string expected = field.kind == Field::Kind::Date ? "昭和64年1月7日" : value;
        EXPECT_THAT(letters, HasSubstr(SeenPdf::withoutSpace(expected))) << form_.id << " " << id;
    }
}

TEST_P(EveryForm, HasEveryFontInIt) {
    std::istringstream lines(pdf_.runs({"pdffonts", "PDF"}).out);
    std::string line;
    std::getline(lines, line);
    const std::size_t embedded = line.find("emb");
    std::getline(lines, line); // dashes
    int fonts = 0;
    while (std::getline(lines, line)) {
        ++fonts;
        EXPECT_EQ(line.substr(embedded, 3), "yes") << line;
    }
    EXPECT_GT(fonts, 0);
}

TEST_P(EveryForm, IsSoundToQpdf) {
    const Finished check = pdf_.runs({"qpdf", "--check", "PDF"});
    EXPECT_EQ(check.exitCode, 0) << check.out << check.err;
    EXPECT_THAT(check.out + check.err, Not(HasSubstr("WARNING")));
}

TEST_P(EveryForm, SaysWhatItIs) {
    const std::string info = pdf_.runs({"pdfinfo", "PDF"}).out;
    EXPECT_THAT(info, AllOf(HasSubstr(form_.title), HasSubstr("Metadata Stream: yes"),
                            HasSubstr("JavaScript:      no"), HasSubstr("Encrypted:       no")));
    EXPECT_THAT(pdf_.runs({"pdfinfo", "-meta", "PDF"}).out,
                AllOf(HasSubstr("<pdfaid:part>2</pdfaid:part>"),
                      HasSubstr("<pdfaid:conformance>B</pdfaid:conformance>"), HasSubstr(form_.title),
                      HasSubstr("<xmp:CreateDate>2026-11-25T01:02:03Z</xmp:CreateDate>")));
    const std::string catalog = pdf_.runs({"qpdf", "--json", "--json-key=qpdf", "PDF"}).out;
    EXPECT_THAT(catalog,
                AllOf(HasSubstr("/GTS_PDFA1"), HasSubstr("sRGB IEC61966-2.1"), HasSubstr("\"/Lang\"")));
}

TEST_P(EveryForm, CarriesItsCaseInAQrCodeAndNothingOfThePerson) {
    TempDir dir;
    replaceFile(dir / "page.png", sheet_.document.png(0, 200));
    const Finished read = run({"zbarimg", "-q", "--raw", "--nodbus", (dir / "page.png").string()});
    EXPECT_EQ(read.out, "KAOMADO " + form_.id + " 2026-000123\n");
}

} // namespace
} // namespace kaomado::test
