// SPDX-License-Identifier: Apache-2.0
#include "printout.hpp"

#include "denial.hpp"

namespace kaomado::server {

namespace {

std::optional<Shape> shapeNamed(std::string_view name) {
    if (name == "pdf" || name == "application/pdf")
        return Shape::Pdf;
    if (name == "png" || name == "image/png")
        return Shape::Png;
    if (name == "json" || name == "application/json")
        return Shape::Json;
    return std::nullopt;
}

/// @source SRC-RFC8187
std::string percentEncoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
            c == '.')
            out += c;
        else {
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
    return out;
}

/// @source SRC-RFC6266
std::string disposition(const FileName& name, const std::string& ending) {
    return "inline; filename=\"" + name.ascii + ending + "\"; filename*=UTF-8''" +
           percentEncoded(name.title + ending);
}

} // namespace

Shape shapeWanted(const Request& request, const Input& input) {
    if (const auto as = input.query.find("as"); as != input.query.end())
        return shapeNamed(as->second).value_or(Shape::Pdf);
    std::string_view rest = request.header("accept");
    while (!rest.empty()) {
        std::string_view one = rest.substr(0, std::min(rest.find(','), rest.size()));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        one = one.substr(0, std::min(one.find(';'), one.size()));
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (const auto shape = shapeNamed(one.substr(0, one.find_last_not_of(' ') + 1)))
            return *shape;
    }
    return Shape::Pdf;
}

Answer printout(const paper::Document& document, Shape shape, const Input& input, const FileName& name,
                double dots) {
    if (shape == Shape::Pdf) {
        const Bytes pdf = document.pdf();
        return {.type = "application/pdf",
                .body = std::string(pdf.begin(), pdf.end()),
                .headers = {{"Content-Disposition", disposition(name, ".pdf")}}};
    }
    const std::size_t page = std::stoul(input.query.find("page")->second);
    if (page > document.pages())
        throw Denied(Denial::NotFound, "page: the paper has " + std::to_string(document.pages()));
    const Bytes png = document.png(page - 1, dots);
    return {.type = "image/png",
            .body = std::string(png.begin(), png.end()),
            .headers = {{"Content-Disposition", disposition(name, "-" + std::to_string(page) + ".png")}}};
}

} // namespace kaomado::server
