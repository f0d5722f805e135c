// SPDX-License-Identifier: Apache-2.0
#include "kaomado/endorsement/fit.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>
#include <cmath>

namespace kaomado::endorsement {

namespace {
constexpr double kPointsPerMm = 72 / 25.4;
constexpr double kHair = 0.05; // mm of a drawn line
constexpr double kWide = 4000; // mm; no line is broken

/// Strokes of one strength: thin ones would be the first to be crushed.
paper::Style letters(double points, paper::Align align = paper::Align::Left) {
    return {paper::Face::Gothic, points, align, 1.0};
}

/// The width of one line grows with its size, so that one measurement tells the largest size. 印 has the
/// seal's width.
double largestPoints(const std::string& words, const paper::Box& room, const paper::Box& seal) {
    constexpr double kMeasured = 10;
    const double widthMm = paper::Paragraph(words, letters(kMeasured), kWide).widthMm();
    const double points =
        std::min({room.height * kPointsPerMm, seal.width * kPointsPerMm, kMeasured * room.width / widthMm});
    return std::floor(points * 10 + 1e-6) / 10;
}

unsigned linesOf(const Profile& profile) {
    const double lines = std::ceil(profile.seal.height / profile.lineHeight() - 1e-6);
    return std::max(1U, static_cast<unsigned>(lines));
}

void requireRoom(const Profile& profile, const Fit& fit) {
    if (fit.line < 1 || fit.line > profile.lines)
        throw Error(Fault::BadInput, "the field has the lines 1 to " + std::to_string(profile.lines));
    if (fit.line + fit.linesTaken - 1 > profile.lines)
        throw Error(Fault::BadInput, "the seal takes " + std::to_string(fit.linesTaken) +
                                         " lines, and below line " + std::to_string(fit.line) +
                                         " there are none left");
}

/// As high as three lines and as wide as there is card: what left its line would be seen, not cut off.
void write(paper::Page& page, const paper::Box& box, const std::string& text, double points) {
    page.text({box.x, box.y - box.height, kCard.width, 3 * box.height},
              paper::Paragraph(text, letters(points), kCard.width));
}

void writeEntry(paper::Page& page, const Entry& entry, const Fit& fit, const Profile& on) {
    write(page, on.calibrated(fit.words), entry.beforeSeal(), fit.points * on.scale);
    // 印 stands in the line and in the middle of the seal's place.
    const double letter = fit.points / kPointsPerMm;
    const double left = fit.seal.x + (fit.seal.width - letter) / 2;
    write(page, on.calibrated({left, fit.words.y, letter, fit.words.height}), "印", fit.points * on.scale);
}

paper::Document cardPage(const Entry& entry, const Fit& fit, Instant created) {
    entry.check();
    if (!fit.legible())
        throw Error(Fault::BadInput,
                    "the entry would not be legible; it is to be written by hand (R-END-04)");
    return paper::Document({"追記", {}, {}, "ja", created});
}
} // namespace

Fit fit(const Profile& profile, const Entry& entry, unsigned line) {
    entry.check();
    Fit made;
    made.line = line;
    made.linesTaken = linesOf(profile);
    requireRoom(profile, made);
    made.box = profile.line(line);
    made.seal = {made.box.right() - profile.seal.width, made.box.y, profile.seal.width,
                 made.linesTaken * profile.lineHeight()};
    made.words = made.box.inset(profile.margin, profile.margin);
    made.words.width = made.seal.x - profile.margin - made.words.x;
    made.points = largestPoints(entry.beforeSeal(), made.words, made.seal);
    made.smallest = profile.smallest();
    return made;
}

paper::Document print(const Profile& profile, const Entry& entry, const Fit& fit, Instant created) {
    paper::Document document = cardPage(entry, fit, created);
    writeEntry(document.add(kCard), entry, fit, profile);
    return document;
}

paper::Document preview(const Profile& profile, const Entry& entry, const Fit& fit, Instant created) {
    paper::Document document = cardPage(entry, fit, created);
    paper::Page& page = document.add(kCard);
    page.frame(paper::Box{0, 0, kCard.width, kCard.height}.inset(kHair, kHair), 2 * kHair);
    for (unsigned line = 1; line <= profile.lines; ++line)
        page.frame(profile.line(line), kHair);
    page.frame(fit.seal, kHair);
    Profile asItComesOut = profile;
    asItComesOut.offset = {};
    asItComesOut.scale = 1;
    writeEntry(page, entry, fit, asItComesOut);
    return document;
}

} // namespace kaomado::endorsement
