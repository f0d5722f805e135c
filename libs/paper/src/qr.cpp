// SPDX-License-Identifier: Apache-2.0
#include "qr.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/owner.hpp"

#include <qrencode.h>

#include <string>

namespace kaomado::paper {

namespace {
constexpr double kSmallestModule = 0.35; // mm
constexpr int kQuiet = 4;

void addRow(QrCode& code, const unsigned char* row, int y) {
    for (int x = 0; x < code.modules; ++x) {
        const int begin = x;
        while (x < code.modules && (row[x] & 1U) != 0)
            ++x;
        if (x > begin)
            code.bars.push_back({static_cast<double>(begin + kQuiet), static_cast<double>(y + kQuiet),
                                 static_cast<double>(x - begin)});
    }
}
} // namespace

QrCode qrCodeOf(std::string_view payload, double widthMm) {
    const Owner<QRcode, QRcode_free> made{
        QRcode_encodeData(static_cast<int>(payload.size()),
                          reinterpret_cast<const unsigned char*>(payload.data()), 0, QR_ECLEVEL_M)};
    QrCode code;
    code.modules = made ? made->width : 0;
    if (!made || widthMm / code.across() < kSmallestModule)
        throw Error(Fault::BadInput, "a QR code of " + std::to_string(payload.size()) +
                                         " bytes does not fit into " +
                                         std::to_string(static_cast<int>(widthMm)) + " mm");
    for (int y = 0; y < code.modules; ++y)
        addRow(code, made->data + static_cast<std::ptrdiff_t>(y) * code.modules, y);
    return code;
}

} // namespace kaomado::paper
