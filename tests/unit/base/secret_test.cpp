// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/secret.hpp>

#include <gtest/gtest.h>

#include <type_traits>

namespace kaomado {

TEST(Secret, CannotBeCopied) {
    static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
    SecretBytes first(viewOf("value"));
    const SecretBytes second = std::move(first);
    EXPECT_EQ(second.size(), 5U);
}

TEST(Secret, ABufferIsZeroAfterTheScope) {
    Bytes buffer = toBytes("1234");
    { const WipeOnExit wiper(buffer); }
    EXPECT_EQ(buffer, Bytes(4));
}

} // namespace kaomado
