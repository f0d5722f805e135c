// SPDX-License-Identifier: Apache-2.0
#include "support/sample_card.hpp"

#include <gtest/gtest.h>

namespace kaomado::training {
namespace {

TEST(SampleCard, EveryProfileWasMade) {
    for (const Profile profile : kAllProfiles)
        EXPECT_EQ(test::sampleCard(profile).serial().size(), 15U) << nameOf(profile);
}

} // namespace
} // namespace kaomado::training
