// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/paper/document.hpp"

#include <gmock/gmock.h>

namespace kaomado::paper {
namespace {

Document sample() {
    Document document({"見本", "見本市", "F04", "ja", instantFromIso("2026-11-25T00:00:00Z")});
    Page& page = document.add(kA4);
    page.text({20, 20, 100, 10}, Paragraph("葛\U000E0102城　花子", {}, 100));
    page.frame({20, 20, 100, 10});
    return document;
}

unsigned big(const Bytes& png, std::size_t at) {
    return static_cast<unsigned>(png[at] << 24U | png[at + 1] << 16U | png[at + 2] << 8U | png[at + 3]);
}

TEST(Document, TheSamePagesGiveTheSameBytes) {
    EXPECT_EQ(sample().pdf(), sample().pdf());
    EXPECT_EQ(sample().png(0, 100), sample().png(0, 100));
}

TEST(Document, APictureHasThePixelsOfItsResolution) {
    const Bytes png = sample().png(0, 254); // ten pixels a millimetre
    EXPECT_EQ(big(png, 16), 2100U);
    EXPECT_EQ(big(png, 20), 2970U);
}

TEST(Document, RefusesAResolutionThatIsNone) {
    EXPECT_THROW(static_cast<void>(sample().png(0, 3)), Error);
    EXPECT_THROW(static_cast<void>(sample().png(0, 100'000)), Error);
}

TEST(Document, WithoutPagesThereIsNoPdf) {
    EXPECT_THROW(static_cast<void>(Document(About{.title = "leer", .author = {}, .subject = {}}).pdf()),
                 Error);
}

TEST(Page, AQrCodeThatNobodyCouldReadIsRefused) {
    Page page(kA4);
    EXPECT_NO_THROW(page.qr({10, 10, 14, 14}, "KAOMADO F04 131016-2026-000123"));
    EXPECT_THROW(page.qr({10, 10, 14, 14}, std::string(400, 'x')), Error);
    EXPECT_THROW(page.qr({10, 10, 100, 100}, std::string(10'000, 'x')), Error);
}

TEST(Page, WhatStandsBehindCoversNothing) {
    Document with = sample();
    const Document without = sample();
    with.page(0).behind("訓　練", 0.9);
    EXPECT_NE(with.png(0, 72), without.png(0, 72));
    Document grey = sample();
    grey.page(0).shade({0, 0, 210, 297}, 0.5);
    const Bytes before = grey.png(0, 72);
    grey.page(0).behind("訓　練", 0.9); // comes later and lies under it all the same
    EXPECT_EQ(grey.png(0, 72), before);
}

TEST(Page, WhatStandsBehindIsRefusedWhenItCannotBePrinted) {
    Page page(kA4);
    EXPECT_THROW(page.behind("\U000F0000", 0.9), Error);
}

} // namespace
} // namespace kaomado::paper
