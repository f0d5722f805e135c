// SPDX-License-Identifier: Apache-2.0
#include "dice.hpp"
#include "jpeg2000.hpp"
#include "kaomado/training/photo.hpp"
#include "records.hpp"

#include <numbers>

namespace kaomado::training {

namespace {
/// Everything that makes one face differ from another, in pixels of a 240×320 picture and greys from 0 to 1.
struct Face {
    double width, height, skin, hair, eyeGap, eyeSize, browTilt, browThick, noseLength, mouthWidth, smile,
        shoulders;
    int hairStyle; ///< 0 short, 1 with parting, 2 long, 3 thin on top
    bool glasses;
    int wrinkles;
};

Face faceFor(std::uint32_t seed, const Features& features) {
    Dice dice(seed);
    const bool old = features.age >= 65, child = features.age < 15;
    Face face{};
    face.width = dice.between(62, 76) * (child ? 0.92 : 1.0);
    face.height = dice.between(86, 98) * (child ? 0.88 : 1.0);
    face.skin = dice.between(0.74, 0.86);
    face.hair = old ? dice.between(0.5, 0.9) : dice.between(0.08, 0.3);
    face.eyeGap = dice.between(27, 34);
    face.eyeSize = dice.between(8, 12) * (child ? 1.2 : 1.0);
    face.browTilt = dice.between(-4, 4);
    face.browThick = dice.between(2.5, 6);
    face.noseLength = dice.between(20, 32);
    face.mouthWidth = dice.between(20, 34);
    face.smile = dice.between(-2, 9);
    face.shoulders = dice.between(88, 112);
    face.hairStyle =
        features.sex == '2' ? static_cast<int>(1 + dice.below(2)) : static_cast<int>(dice.below(2));
    if (old && features.sex == '1' && dice.below(2) == 0)
        face.hairStyle = 3;
    face.glasses = dice.below(10) < (old ? 5 : 3);
    face.wrinkles = old ? 2 + static_cast<int>(dice.below(2)) : 0;
    return face;
}

class Painter {
public:
    Painter(cairo_t* to, const Face& face) : c_(to), f_(face) {}

    void paint() {
        grey(0.93);
        cairo_paint(c_);
        if (f_.hairStyle == 2)
            longHair();
        body();
        head();
        hairTop();
        eyes();
        noseAndMouth();
        wrinkles();
        if (f_.glasses)
            glasses();
    }

private:
    static constexpr double kX = 120, kY = 140; // middle of the face

    void grey(double value) { cairo_set_source_rgb(c_, value, value, value); }

    void ellipse(double x, double y, double rx, double ry) {
        cairo_save(c_);
        cairo_translate(c_, x, y);
        cairo_scale(c_, rx, ry);
        cairo_new_sub_path(c_);
        cairo_arc(c_, 0, 0, 1, 0, 2 * std::numbers::pi);
        cairo_restore(c_);
    }
    void filled(double x, double y, double rx, double ry, double value) {
        grey(value);
        ellipse(x, y, rx, ry);
        cairo_fill(c_);
    }
    void line(double x0, double y0, double bend, double x1, double y1, double thick, double value) {
        grey(value);
        cairo_set_line_width(c_, thick);
        cairo_set_line_cap(c_, CAIRO_LINE_CAP_ROUND);
        cairo_move_to(c_, x0, y0);
        cairo_curve_to(c_, x0 + (x1 - x0) / 3, y0 + bend, x0 + 2 * (x1 - x0) / 3, y1 + bend, x1, y1);
        cairo_stroke(c_);
    }

    void body() {
        filled(kX, 330, f_.shoulders, 88, 0.35);
        filled(kX, kY + f_.height + 6, f_.width * 0.46, 40, f_.skin - 0.1);
    }
    void head() {
        for (const double side : {-1.0, 1.0})
            filled(kX + side * f_.width, kY + 4, 9, 17, f_.skin - 0.06);
        filled(kX, kY, f_.width, f_.height, f_.skin);
        filled(kX, kY + 16, f_.width * 0.8, f_.height * 0.75, f_.skin + 0.03); // light on cheeks and chin
    }
    void longHair() { filled(kX, kY + 10, f_.width + 22, f_.height + 30, f_.hair); }
    /// A cap of hair above a line that bends down at the sides.
    void hairTop() {
        const double top = f_.height + (f_.hairStyle == 3 ? 1 : 9), rim = f_.hairStyle == 3 ? 78 : 48;
        cairo_save(c_);
        cairo_rectangle(c_, 0, 0, 240, kY - rim);
        cairo_rectangle(c_, 0, 0, kX - f_.width * 0.86, kY - 8);
        cairo_rectangle(c_, kX + f_.width * 0.86, 0, 240, kY - 8);
        cairo_clip(c_);
        filled(kX, kY, f_.width + 7, top, f_.hair);
        cairo_restore(c_);
        if (f_.hairStyle == 1 || f_.hairStyle == 2) // fringe to one side
            line(kX - f_.width * 0.8, kY - 44, -14, kX + f_.width * 0.8, kY - 52, 16, f_.hair);
    }
    void eyes() {
        const double y = kY - 12;
        for (const double side : {-1.0, 1.0}) {
            const double x = kX + side * f_.eyeGap;
            filled(x, y, f_.eyeSize * 1.5, f_.eyeSize * 0.8, 0.97);
            filled(x, y, f_.eyeSize * 0.66, f_.eyeSize * 0.7, 0.12);
            filled(x + 2, y - 2, 1.8, 1.8, 0.98);
            line(x - f_.eyeSize * 1.5, y, -f_.eyeSize * 0.9, x + f_.eyeSize * 1.5, y, 2, 0.2);
            line(x - side * 15, y - 21 + f_.browTilt, -4, x + side * 16, y - 21 - f_.browTilt / 2,
                 f_.browThick, f_.hair * 0.8);
        }
    }
    void noseAndMouth() {
        const double tip = kY - 2 + f_.noseLength;
        line(kX - 3, kY - 4, 0, kX - 7, tip, 2, f_.skin - 0.2);
        line(kX - 7, tip, 4, kX + 8, tip, 2.5, f_.skin - 0.26);
        line(kX - f_.mouthWidth, kY + 52, f_.smile, kX + f_.mouthWidth, kY + 52, 4, 0.36);
        line(kX - f_.mouthWidth * 0.5, kY + 62, 3, kX + f_.mouthWidth * 0.5, kY + 62, 2, f_.skin - 0.12);
    }
    void wrinkles() {
        for (int i = 0; i < f_.wrinkles; ++i) {
            line(kX - 30, kY - 50 + 7 * i, -2, kX + 30, kY - 50 + 7 * i, 1.2, f_.skin - 0.14);
            for (const double side : {-1.0, 1.0})
                line(kX + side * 40, kY + 22 + 4 * i, 5, kX + side * 34, kY + 48 + 4 * i, 1.4,
                     f_.skin - 0.14);
        }
    }
    void glasses() {
        grey(0.15);
        cairo_set_line_width(c_, 3);
        for (const double side : {-1.0, 1.0}) {
            ellipse(kX + side * f_.eyeGap, kY - 11, f_.eyeGap * 0.8, 17);
            cairo_stroke(c_);
            line(kX + side * f_.eyeGap * 1.8, kY - 14, 0, kX + side * f_.width, kY - 10, 3, 0.15);
        }
        line(kX - f_.eyeGap * 0.2, kY - 13, -3, kX + f_.eyeGap * 0.2, kY - 13, 3, 0.15);
    }

    cairo_t* c_;
    const Face& f_;
};
} // namespace

Bytes drawPortrait(std::uint32_t seed, const Features& features) {
    const PhotoForm form = records().photo;
    const SurfacePtr surface = newSurface(CAIRO_FORMAT_RGB24, form.width, form.height);
    const ContextPtr context = contextOf(surface);
    const Face face = faceFor(seed, features);
    Painter(context.get(), face).paint();
    return encodeJp2(toGrey(surface), form.bytes);
}

} // namespace kaomado::training
