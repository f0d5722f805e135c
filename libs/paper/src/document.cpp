// SPDX-License-Identifier: Apache-2.0
#include "kaomado/paper/document.hpp"

#include "fonts.hpp"
#include "kaomado/base/error.hpp"
#include "pdfa.hpp"

#include <cairo-pdf.h>

#include <cmath>

namespace kaomado::paper {

namespace {
using Surface = Owner<cairo_surface_t, cairo_surface_destroy>;
using Context = Owner<cairo_t, cairo_destroy>;

cairo_status_t append(void* into, const unsigned char* data, unsigned int length) {
    auto& bytes = *static_cast<Bytes*>(into);
    bytes.insert(bytes.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

void require(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw Error(Fault::Internal, std::string("Cairo: ") + cairo_status_to_string(status));
}

double points(double mm) {
    return mm * kPointsPerMm;
}
} // namespace

Bytes Document::pdf() const {
    if (pages_.empty())
        throw Error(Fault::Internal, "a document without pages");
    Bytes bytes;
    const Size first = pages_.front().size();
    const Surface surface{
        cairo_pdf_surface_create_for_stream(append, &bytes, points(first.width), points(first.height))};
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    {
        const Context cairo{cairo_create(surface.get())};
        for (const Page& page : pages_) {
            cairo_pdf_surface_set_size(surface.get(), points(page.size().width), points(page.size().height));
            page.drawOn(cairo.get());
            cairo_show_page(cairo.get());
        }
        require(cairo_status(cairo.get()));
    }
    cairo_surface_finish(surface.get());
    require(cairo_surface_status(surface.get()));
    return archivable(bytes, about_);
}

Bytes Document::png(std::size_t page, double dotsPerInch) const {
    if (dotsPerInch < 36 || dotsPerInch > 600)
        throw Error(Fault::BadInput, "a picture of a page has 36 to 600 dots per inch");
    const Page& one = pages_.at(page);
    const auto pixels = [&](double mm) { return static_cast<int>(std::lround(mm / 25.4 * dotsPerInch)); };
    const Surface surface{
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(one.size().width), pixels(one.size().height))};
    require(cairo_surface_status(surface.get()));
    const Context cairo{cairo_create(surface.get())};
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    cairo_scale(cairo.get(), dotsPerInch / 72, dotsPerInch / 72);
    one.drawOn(cairo.get());
    require(cairo_status(cairo.get()));
    Bytes bytes;
    require(cairo_surface_write_to_png_stream(surface.get(), append, &bytes));
    return bytes;
}

} // namespace kaomado::paper
