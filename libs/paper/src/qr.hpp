// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace kaomado::paper {

/// A QR code as dark bars, one module high, placed inside the quiet zone of four modules.
/// @source SRC-ISO18004
struct QrCode {
    struct Bar {
        double x, y, length;
    };
    std::vector<Bar> bars;
    int modules = 0;

    int across() const { return modules + 8; }
};

/// @throws Error Fault::BadInput when a module would be smaller than an office printer and a reader manage
QrCode qrCodeOf(std::string_view payload, double widthMm);

} // namespace kaomado::paper
