// SPDX-License-Identifier: Apache-2.0
#include "static_files.hpp"

#include "embedded/no_page_html.hpp"

#include <algorithm>
#include <array>

namespace kaomado::server {

namespace {

constexpr std::string_view kPage = "/index.html";

std::string_view typeOf(std::string_view path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes{{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".wav", "audio/wav"},
        {".map", "application/json"},
    }};
    for (const auto& [ending, type] : kTypes)
        if (path.ends_with(ending))
            return type;
    return "application/octet-stream";
}

const StaticFile* fileAt(const std::vector<StaticFile>& files, std::string_view path) {
    const auto found = std::ranges::find(files, path, &StaticFile::path);
    return found == files.end() ? nullptr : &*found;
}

/// A path of a view inside the page: it names no file.
bool isView(std::string_view path) {
    return path.find('.') == std::string_view::npos && path.find('%') == std::string_view::npos;
}

/// Names under /assets/ carry a hash of their content.
std::string_view cachingOf(std::string_view path) {
    return path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

} // namespace

std::optional<Answer> staticAnswer(const Request& request, const std::vector<StaticFile>& files) {
    std::string_view path = request.path;
    if (isView(path))
        path = kPage;
    const StaticFile* file = fileAt(files, path);
    if (file == nullptr && files.empty() && path == kPage)
        return Answer{.type = std::string(typeOf(kPage)), .body = std::string(embedded::no_page_html())};
    if (file == nullptr)
        return std::nullopt;
    Answer answer{.type = std::string(typeOf(path)),
                  .headers = {{"Cache-Control", std::string(cachingOf(path))}}};
    const StaticFile* packed = fileAt(files, std::string(path) + ".gz");
    if (packed != nullptr) {
        answer.headers.emplace_back("Vary", "Accept-Encoding");
        if (request.header("accept-encoding").find("gzip") != std::string_view::npos) {
            answer.headers.emplace_back("Content-Encoding", "gzip");
            file = packed;
        }
    }
    answer.body = std::string(file->content);
    return answer;
}

} // namespace kaomado::server
