// SPDX-License-Identifier: Apache-2.0
#include <kaomado/card/tlv.hpp>

#include <gtest/gtest.h>

namespace kaomado::card {

TEST(Tlv, ReadsTheCardsTwoByteTags) {
    const Bytes number = fromHex("FF100C 313233343536373839303132 FFFF");
    const auto object = firstTlv(number);
    ASSERT_TRUE(object);
    EXPECT_EQ(object->tag, 0xFF10U);
    EXPECT_EQ(object->value.size(), 12U);
}

TEST(Tlv, StopsAtFillerAndFailsOnACutObject) {
    EXPECT_EQ(allTlv(fromHex("DF220141 DF230142 FFFF"))->size(), 2U);
    EXPECT_FALSE(allTlv(fromHex("DF220141 DF2305 42")));
    EXPECT_TRUE(allTlv(fromHex("FFFFFF"))->empty());
}

TEST(Tlv, AnEvilLengthIsNoObject) {
    for (const char* hex :
         {"", "DF", "DF22", "DF2284FFFFFFFF00", "DF2280", "DF2285000000000100", "DF22820100"})
        EXPECT_FALSE(firstTlv(fromHex(hex))) << hex;
}

TEST(Tlv, ReadsBackWhatItWrote) {
    for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
        const Bytes value(size, 0x5A);
        const Bytes bytes = makeTlv(0x7F21, value);
        const auto object = firstTlv(bytes);
        ASSERT_TRUE(object) << size;
        EXPECT_EQ(object->tag, 0x7F21U);
        EXPECT_EQ(object->value.size(), size);
        EXPECT_EQ(object->whole.size(), bytes.size());
    }
}

} // namespace kaomado::card
