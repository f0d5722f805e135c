// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>

#include <gtest/gtest.h>

#include <set>

namespace kaomado {

TEST(Faults, EachHasItsOwnCodeAndATextWithARemedyInBothLanguages) {
    std::set<std::string_view> codes;
    for (const Fault fault : allFaults()) {
        codes.insert(faultCode(fault));
        for (const Language language : {Language::Japanese, Language::English}) {
            const FaultText& text = faultText(fault, language);
            EXPECT_FALSE(text.title.empty() || text.cause.empty() || text.remedy.empty()) << faultCode(fault);
        }
    }
    EXPECT_EQ(codes.size(), allFaults().size());
}

TEST(Faults, TheTableIsInTheOrderOfTheEnum) {
    EXPECT_EQ(faultCode(Fault::BadInput), "bad-input");
    EXPECT_EQ(faultCode(Fault::CardRemoved), "card-removed");
    EXPECT_EQ(faultCode(Fault::WrongCard), "wrong-card");
    EXPECT_EQ(faultCode(Fault::StorageTampered), "storage-tampered");
    EXPECT_EQ(faultCode(Fault::Internal), "internal");
}

} // namespace kaomado
