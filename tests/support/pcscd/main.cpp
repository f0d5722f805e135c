// SPDX-License-Identifier: Apache-2.0
#include "support/pcscd/pcscd.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

/// A test program beside a PC/SC service of its own.
int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (testing::GTEST_FLAG(list_tests))
        return RUN_ALL_TESTS();
    try {
        const kaomado::test::PrivatePcscd service;
        return RUN_ALL_TESTS();
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
