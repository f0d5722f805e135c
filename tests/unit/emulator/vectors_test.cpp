// SPDX-License-Identifier: Apache-2.0
#include "sample_card.hpp"
#include "support/card_vectors.hpp"

#include <kaomado/emulator/emulated_card.hpp>

#include <gmock/gmock.h>

using namespace kaomado;
using namespace kaomado::emulator;
using test::CardVector;
using testing::IsEmpty;

namespace {
std::vector<CardVector> from(const std::string& name) {
    return test::cardVectors(test::vectorFile(name));
}

std::string titleOf(const testing::TestParamInfo<CardVector>& info) {
    return info.param.title;
}

class ChipRules : public testing::TestWithParam<CardVector> {};
class Contract : public testing::TestWithParam<CardVector> {};
} // namespace

TEST_P(ChipRules, Answers) {
    Chip chip(test::sampleCard());
    chip.powerOn();
    const auto send = [&](const std::optional<Bytes>& command) -> std::optional<Bytes> {
        if (command)
            return chip.process(*command);
        chip.reset();
        return std::nullopt;
    };
    EXPECT_THAT(test::play(GetParam(), send), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(ByHand, ChipRules, testing::ValuesIn(from("rules.vec")), titleOf);
INSTANTIATE_TEST_SUITE_P(Signing, ChipRules, testing::ValuesIn(from("signing.vec")), titleOf);

TEST_P(Contract, HoldsForTheEmulatedCard) {
    Chip chip(test::sampleCard());
    EmulatedCard card(chip);
    EXPECT_THAT(test::play(GetParam(), test::sendTo(card)), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(AnyCard, Contract, testing::ValuesIn(from("contract.vec")), titleOf);
