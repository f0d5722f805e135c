// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contract.hpp"
#include "kaomado/paper/document.hpp"

namespace kaomado::server {

/// In which shape somebody wants a paper.
enum class Shape { Pdf, Png, Json };

/// `as`, or else the first of Accept that there is; PDF when nothing is said.
Shape shapeWanted(const Request& request, const Input& input);

/// What a printed file is called: `ascii` for everybody, `title` in Japanese for who understands RFC 8187.
struct FileName {
    std::string ascii, title;
};

/// Dots an inch of a picture on the screen: letters of 7 points can be read; a card is as wide as a page.
inline constexpr double kPageDots = 120, kCardDots = 300;

/// The PDF, or the page that the query names as a picture. @throws Denied Denial::NotFound for a page that
/// there is not
Answer printout(const paper::Document& document, Shape shape, const Input& input, const FileName& name,
                double dots = kPageDots);

} // namespace kaomado::server
