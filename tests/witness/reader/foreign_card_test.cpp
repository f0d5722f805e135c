// SPDX-License-Identifier: Apache-2.0
// Cards and programs of others at the same reader as the lock utility.
#include "pcsc_service.hpp"
#include "support/pcscd/wire_tap.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace kaomado::test {

namespace {
using testing::HasSubstr;
using testing::Not;

/// Debian's own card in software, an ISO 7816 card with a PIN; inserted while it lives.
class Vicc {
public:
    explicit Vicc(std::uint16_t port)
        : program_({"vicc", "-v", "-v", "-v", "--type", "iso7816", "--hostname", "127.0.0.1", "--port",
                    std::to_string(port)},
                   {{"PYTHONPATH", KAOMADO_VICC_PATH}}, log()) {}
    /// Commands that it says to have got, as its log writes them: pairs of digits with blanks.
    std::string heard() const { return readTextFile(log()); }

private:
    std::string log() const { return (dir_ / "vicc.log").string(); }
    TempDir dir_;
    Background program_;
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++times;
    return times;
}
} // namespace

TEST_F(PcscService, ACardOfAnotherMakerIsNoMyNumberCardAndGetsNoPin) {
    WireTap tap;
    const Vicc card(tap.port());
    waitUntilSeen();
    for (const Arguments& command :
         {Arguments{PWLOCKER, "--status"}, Arguments{PWLOCKER}, Arguments{PWLOCKER, "--yes"}}) {
        const Finished run = test::run(command, "y\n");
        EXPECT_EQ(run.exitCode, 3);
        EXPECT_THAT(run.out, HasSubstr("エラー：マイナンバーカードではありません。"));
        EXPECT_THAT(run.out, HasSubstr("対処：マイナンバーカードを置いて、もう一度実行してください。"));
        EXPECT_THAT(run.out, Not(HasSubstr("（Y/N）")));
    }
    // Two witnesses of what reached the card: the wire, and the card's own log.
    EXPECT_EQ(tap.commands(), std::vector<std::string>(3, "00A4040C0AD392F000260100000001"));
    EXPECT_EQ(count(card.heard(), "Command APDU"), 3U);
    EXPECT_EQ(count(card.heard(), "00 A4 04 0C 0A D3 92 F0"), 3U);
    EXPECT_EQ(count(card.heard(), "0000:  00 20"), 0U); // no VERIFY
}

TEST_F(PcscService, ACardThatAnotherProgramHoldsIsBusyAndKeepsItsTries) {
    const CardInReader inserted(chip_);
    waitUntilSeen();
    Background explorer({"opensc-explorer", "--card-driver", "default", "--mf", ""});
    explorer.send("echo connected\n"); // it greets before it connects, but listens only afterwards
    while (explorer.nextLine().find("connected") == std::string::npos) {
    }
    const Finished busy = run({PWLOCKER, "--yes", "--json"});
    EXPECT_EQ(busy.exitCode, 3);
    EXPECT_EQ(nlohmann::json::parse(busy.out)["failure"]["code"], "card-busy");
    EXPECT_THAT(busy.err, HasSubstr("対処：そのプログラムを終了してから、もう一度実行してください。"));
    for (const auto& where : kLockedReferences)
        EXPECT_EQ(triesOf(kept(), where), 3U);
    explorer.send("quit\n");
    explorer.stop(0);
    const Finished free = run({PWLOCKER, "--yes"});
    EXPECT_EQ(free.exitCode, 0) << free.out << free.err;
}

} // namespace kaomado::test
