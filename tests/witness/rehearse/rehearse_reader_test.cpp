// SPDX-License-Identifier: Apache-2.0
// The simulated terminal at a card in a PC/SC reader: only a card that was switched on for it.
#include "support/pcscd/inserted_card.hpp"
#include "support/sample_card.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {

namespace {
using testing::HasSubstr;
using training::Profile;

emulator::CardImage cardOfCardNew() {
    emulator::CardImage card = sampleCard(Profile::Normal);
    card.settings.admin = card.settings.terminalAuthentication = false; // as `card new` makes it
    return card;
}

Finished rehearse(const InsertedCard& card) {
    copySampleCa(card.path("ca"));
    return run(
        {KAOMADO, "rehearse", "P04", "--reader", "pcsc", "--card", card.file(), "--ca", card.path("ca")}, {},
        {{"LC_ALL", "en_US.UTF-8"}});
}

bool userAuthLocked(const std::string& file) {
    return emulator::CardImage::load(file).find(card::App::Jpki, card::file::kUserAuthPin)->tries == 0;
}
} // namespace

TEST(RehearseReader, ACardThatIsNotSwitchedOnIsRefusedWithTheOptionBeforeAnythingIsDone) {
    const InsertedCard card(cardOfCardNew());
    const Finished refused = rehearse(card);
    EXPECT_EQ(refused.exitCode, 78) << refused.out;
    EXPECT_THAT(refused.err, HasSubstr("kaomado card insert --admin"));
    EXPECT_EQ(refused.out, "");
    EXPECT_FALSE(userAuthLocked(card.file()));
}

TEST(RehearseReader, TheSameCardInsertedWithTheOptionGoesThrough) {
    const InsertedCard card(cardOfCardNew(), {"--admin"});
    const Finished set = rehearse(card);
    EXPECT_EQ(set.exitCode, 0) << set.out << set.err;
    EXPECT_TRUE(userAuthLocked(card.file()));
    EXPECT_FALSE(emulator::CardImage::load(card.file()).settings.admin);
}

} // namespace kaomado::test
