// SPDX-License-Identifier: Apache-2.0
#include "support/pcscd/pcscd.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

/// The service must be there before any thread is: namespaces are entered by a process of one thread.
int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (testing::GTEST_FLAG(list_tests) || std::getenv("KAOMADO_CONTRACT_READER") != nullptr)
        return RUN_ALL_TESTS();
    try {
        const kaomado::test::PrivatePcscd service;
        return RUN_ALL_TESTS();
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
