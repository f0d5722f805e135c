// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/server/http.hpp"

namespace kaomado::server {

/// A file of the page that is compiled in.
struct StaticFile {
    std::string_view path; ///< "/index.html"
    std::string_view content;
};

/// The answer to a GET of the page: looked up by its whole path in a table, so that no path leads anywhere
/// else. A path without a dot is the page itself, whose script knows what to show. Null for anything else.
/// `files`: those of web/dist; without any a page that says so.
std::optional<Answer> staticAnswer(const Request& request, const std::vector<StaticFile>& files);

/// web/dist as it was when this program was built. (generated: cmake/web_files.cmake)
const std::vector<StaticFile>& builtInFiles();

} // namespace kaomado::server
