// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/clock.hpp"
#include "kaomado/paper/page.hpp"

#include <deque>

namespace kaomado::paper {

/// What a file says about itself. No personal data: titles end up in lists and logs.
struct About {
    std::string title, author, subject;
    std::string language = "ja";
    Instant created{};
};

/// Pages that belong together. The same pages and the same About give the same bytes. @thread one
class Document {
public:
    explicit Document(About about) : about_(std::move(about)) {}

    const About& about() const { return about_; }
    Page& add(Size size) { return pages_.emplace_back(size); }
    std::size_t pages() const { return pages_.size(); }
    Page& page(std::size_t number) { return pages_.at(number); } ///< from 0

    /// PDF/A-2b: fonts embedded, text selectable, title, language, XMP, an sRGB output intent.
    /// @source SRC-PDFA-2 @throws Error Fault::Internal for a document without pages
    Bytes pdf() const;

    /// One page, counted from 0, on white. @throws Error Fault::BadInput outside 36 to 600 dots per inch
    Bytes png(std::size_t page, double dotsPerInch) const;

private:
    About about_;
    std::deque<Page> pages_;
};

} // namespace kaomado::paper
