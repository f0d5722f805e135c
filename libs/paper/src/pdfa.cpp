// SPDX-License-Identifier: Apache-2.0
#include "pdfa.hpp"

#include "kaomado/base/error.hpp"
#include "output_intent.hpp"
#include "qpdf_steps.hpp"
#include "xmp.hpp"

namespace kaomado::paper {

namespace {
/// D:20261125091500Z
std::string pdfDate(Instant at) {
    std::string digits;
    for (const char c : toIso(at).substr(0, 19))
        if (c >= '0' && c <= '9')
            digits += c;
    return "D:" + digits + "Z";
}
} // namespace

Bytes archivable(ByteView pdf, const About& about) {
    try {
        const ArchiveFacts facts{
            about.title,    about.author,           about.subject, std::string(kProducer),
            about.language, pdfDate(about.created), xmpOf(about),  srgbProfile()};
        return toBytes(withFacts({reinterpret_cast<const char*>(pdf.data()), pdf.size()}, facts));
    } catch (const std::exception& e) {
        throw Error(Fault::Internal, std::string("PDF: ") + e.what());
    }
}

} // namespace kaomado::paper
