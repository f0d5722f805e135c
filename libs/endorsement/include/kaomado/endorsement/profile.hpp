// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/paper/page.hpp"

#include <string>

namespace kaomado::endorsement {

/// The front of a card. @source SRC-ISO7810
inline constexpr paper::Size kCard{85.6, 53.98};

/// The 追記欄 of a card, the official seal and the printer, as a municipality measured them; millimetres from
/// the card's upper left corner.
struct Profile {
    paper::Box field;
    unsigned lines = 4;
    double margin = 0; ///< free on every side of a line
    paper::Size seal;
    double smallestPoints = 0; ///< below it nobody reads
    double smallestDots = 0;   ///< below it a printer crushes strokes
    double dotsPerInch = 0;
    paper::Point offset; ///< added to where the printer is told to write
    double scale = 1;    ///< and its lengths multiplied by this

    double lineHeight() const { return field.height / lines; }
    /// @param number from 1
    paper::Box line(unsigned number) const;
    /// The smallest size of letters that stays legible on this printer, in points (R-END-04).
    double smallest() const;
    /// Where the printer is told to write so that it lands in `box`.
    paper::Box calibrated(const paper::Box& box) const;

    /// The one compiled in. @source SRC-ENDORSEMENT-FIELD, SRC-LEGIBLE
    static const Profile& builtIn();
    /// @throws Error Fault::FileMalformed with every mistake and its line
    static Profile parse(const std::string& text, const std::string& file);
};

} // namespace kaomado::endorsement
