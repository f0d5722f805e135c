// SPDX-License-Identifier: Apache-2.0
#include "qpdf_steps.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

namespace kaomado::paper {

namespace {
using Handle = QPDFObjectHandle;

Handle streamOf(QPDF& pdf, const std::string& content, const std::string& dictionary) {
    Handle stream = Handle::newStream(&pdf, content);
    stream.replaceDict(Handle::parse(dictionary));
    return stream;
}

void describe(QPDF& pdf, const ArchiveFacts& facts) {
    Handle info = pdf.makeIndirectObject(Handle::newDictionary());
    info.replaceKey("/Title", Handle::newUnicodeString(facts.title));
    info.replaceKey("/Author", Handle::newUnicodeString(facts.author));
    info.replaceKey("/Subject", Handle::newUnicodeString(facts.subject));
    info.replaceKey("/Producer", Handle::newUnicodeString(facts.producer));
    info.replaceKey("/CreationDate", Handle::newString(facts.date));
    info.replaceKey("/ModDate", Handle::newString(facts.date));
    pdf.getTrailer().replaceKey("/Info", info);
    Handle root = pdf.getRoot();
    root.replaceKey("/Lang", Handle::newUnicodeString(facts.language));
    root.replaceKey("/ViewerPreferences", Handle::parse("<< /DisplayDocTitle true >>"));
    root.replaceKey("/Metadata", streamOf(pdf, facts.xmp, "<< /Type /Metadata /Subtype /XML >>"));
}

void addOutputIntent(QPDF& pdf, const std::string& srgb) {
    Handle intent = Handle::parse("<< /Type /OutputIntent /S /GTS_PDFA1"
                                  " /OutputConditionIdentifier (sRGB IEC61966-2.1)"
                                  " /Info (sRGB IEC61966-2.1) >>");
    intent.replaceKey("/DestOutputProfile", streamOf(pdf, srgb, "<< /N 3 >>"));
    Handle intents = Handle::newArray();
    intents.appendItem(pdf.makeIndirectObject(intent));
    pdf.getRoot().replaceKey("/OutputIntents", intents);
}

/// Cairo leaves out how its TrueType subsets are numbered: glyph by glyph.
void completeFonts(QPDF& pdf) {
    for (Handle object : pdf.getAllObjects())
        if (object.isDictionary() && object.getKey("/Subtype").isName() &&
            object.getKey("/Subtype").getName() == "/CIDFontType2" && !object.hasKey("/CIDToGIDMap"))
            object.replaceKey("/CIDToGIDMap", Handle::newName("/Identity"));
}
} // namespace

std::string withFacts(const std::string& content, const ArchiveFacts& facts) {
    QPDF pdf;
    pdf.processMemoryFile("Cairo's PDF", content.data(), content.size());
    describe(pdf, facts);
    addOutputIntent(pdf, facts.srgb);
    completeFonts(pdf);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setNewlineBeforeEndstream(true);
    writer.write();
    const auto written = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(written->getBuffer()), written->getSize()};
}

} // namespace kaomado::paper
