// SPDX-License-Identifier: Apache-2.0
#include "xmp.hpp"

namespace kaomado::paper {

namespace {
std::string escaped(std::string_view text) {
    std::string all;
    for (const char c : text)
        switch (c) {
        case '&':
            all += "&amp;";
            break;
        case '<':
            all += "&lt;";
            break;
        case '>':
            all += "&gt;";
            break;
        default:
            all += c;
        }
    return all;
}

std::string element(std::string_view name, std::string_view content) {
    return "<" + std::string(name) + ">" + std::string(content) + "</" + std::string(name) + ">\n";
}

/// A text in the default language, as Dublin Core has titles and descriptions.
std::string inDefaultLanguage(std::string_view name, std::string_view text) {
    return element(name, "<rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped(text) + "</rdf:li></rdf:Alt>");
}

std::string seconds(Instant at) {
    return toIso(std::chrono::floor<std::chrono::seconds>(at)).substr(0, 19) + "Z";
}
} // namespace

std::string xmpOf(const About& about) {
    const std::string created = seconds(about.created);
    std::string packet =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
    packet += element("pdfaid:part", "2") + element("pdfaid:conformance", "B");
    packet += inDefaultLanguage("dc:title", about.title);
    packet += element("dc:creator", "<rdf:Seq><rdf:li>" + escaped(about.author) + "</rdf:li></rdf:Seq>");
    packet += inDefaultLanguage("dc:description", about.subject);
    packet += element("dc:language", "<rdf:Bag><rdf:li>" + escaped(about.language) + "</rdf:li></rdf:Bag>");
    packet += element("xmp:CreateDate", created) + element("xmp:ModifyDate", created);
    packet += element("pdf:Producer", kProducer);
    return packet + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

} // namespace kaomado::paper
