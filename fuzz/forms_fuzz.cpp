// SPDX-License-Identifier: Apache-2.0
// Whatever somebody is called: a form is one page and its continuation, or the name is told as unprintable.
// The first byte chooses a form. What is printable is laid out whole and drawn; nothing else is.
#include <kaomado/base/error.hpp>
#include <kaomado/forms/sheet.hpp>

#include <cstdlib>

namespace {
using namespace kaomado;

void demand(bool condition) {
    if (!condition)
        std::abort();
}

constexpr double kCoarse = 36; // dots per inch: drawing is not what is looked for
constexpr std::size_t kMostPages = 40;
} // namespace

/// The caches of the font libraries live until the process ends; libFuzzer looks after every input.
extern "C" const char*
__lsan_default_suppressions() { // NOLINT(bugprone-reserved-identifier): the sanitizer's name
    return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:libglib\n";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2)
        return 0;
    const auto& library = forms::Library::builtIn();
    const forms::Form& form = library.all()[data[0] % library.all().size()];
    const std::string value(reinterpret_cast<const char*>(data + 1), size - 1);
    forms::Values values;
    for (const std::string& field : forms::fieldsOf(form))
        if (library.field(field)->kind == forms::Field::Kind::Text)
            values[field] = value;
    if (values.empty()) // a leaflet
        return 0;
    const forms::Sheet sheet = layOut(library, form, {values, {}, {}, {}, {}});
    demand(sheet.document.pages() >= 1 && sheet.document.pages() <= kMostPages);
    const bool printable =
        paper::unprintable(value, paper::Face::Mincho).empty() && value.find('\n') == std::string::npos;
    demand(printable == sheet.problems.empty());
    demand(printable || !sheet.continued);
    demand(!sheet.document.png(0, kCoarse).empty());
    return 0;
}
