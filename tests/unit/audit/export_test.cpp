// SPDX-License-Identifier: Apache-2.0
#include "sample_log.hpp"

#include <kaomado/audit/export.hpp>
#include <kaomado/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

#include <sstream>

namespace kaomado::audit {

using test::faultOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

namespace {

const LogKey kKey = LogKey::create(); // NOLINT(cert-err58-cpp): a test that has no key ends

std::string exported(const SampleLog& log, std::vector<SignedHead> heads) {
    std::ostringstream out;
    ExportWriter writer(out, {"99999", log.lines.size(), std::move(heads)});
    for (const SampleLog::Line& line : log.lines)
        writer.entry(line.entry());
    return out.str();
}

std::string sample(std::size_t size = 7) {
    const SampleLog log(size);
    return exported(log, {log.signedHead(3, kKey), log.signedHead(size, kKey)});
}

Verification verify(const std::string& text) {
    std::istringstream in(text);
    ExportReader reader(in);
    std::vector<Finding> forged;
    const std::vector<Bytes> keys{kKey.publicKey()};
    Walk walk(reader.header().municipality, vouchedFor(reader.header().heads, "99999", keys, forged));
    for (Finding& finding : forged)
        walk.report(std::move(finding));
    reader.walk(walk);
    return std::move(walk).finish();
}

/// Begin of each line in the text; the first two of the sample's heads are lines 1 and 2.
std::vector<std::size_t> lineStarts(const std::string& text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (text[i] == '\n')
            starts.push_back(i + 1);
    return starts;
}

} // namespace

TEST(Export, IsOneLineAHeadAndOneLineAPlace) {
    const SampleLog log(2);
    const std::string text = exported(log, {log.signedHead(2, kKey)});
    EXPECT_EQ(text, R"({"format":"kaomado log export v1","heads":1,"municipality":"99999","size":2})"
                    "\n" +
                        toJson(log.signedHead(2, kKey)) + "\n[0,\"" + toHex(log.lines[0].hashes) +
                        R"(",["99999","C0",1,{"n":0}]])"
                        "\n[1,\"" +
                        toHex(log.lines[1].hashes) + R"(",["99999","C1",1,{"n":1}]])" + "\n");
}

TEST(Export, OfAnUntouchedLogIsSound) {
    const Verification found = verify(sample());
    EXPECT_THAT(found.findings, IsEmpty());
    EXPECT_EQ(found.root, SampleLog(7).head(7).root);
    EXPECT_EQ(found.covered, 7U);
    EXPECT_THAT(verify(exported(SampleLog(0), {})).findings, IsEmpty());
}

TEST(Export, WithAnyByteOfAnEventsLineChangedIsFoundAndLocated) {
    const std::string good = sample();
    const std::vector<std::size_t> starts = lineStarts(good);
    for (std::size_t i = starts[3]; i < good.size(); ++i)
        for (const int flip : {1, 0x20}) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ flip);
            const auto place =
                static_cast<std::uint64_t>(std::ranges::upper_bound(starts, i) - starts.begin()) - 4;
            const auto findings = verify(bad).findings;
            ASSERT_THAT(findings, Contains(testing::AllOf(Field(&Finding::first, testing::Le(place)),
                                                          Field(&Finding::last, testing::Ge(place)))))
                << "byte " << i - starts[place + 3] << " of place " << place;
        }
}

TEST(Export, WithAnyByteOfAHeadChangedIsFound) {
    const std::string good = sample();
    const std::vector<std::size_t> starts = lineStarts(good);
    for (std::size_t i = starts[1]; i + 1 < starts[3]; ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        EXPECT_THAT(verify(bad).findings, Contains(Field(&Finding::problem, Problem::HeadForged))) << i;
    }
}

TEST(Export, WithAnyByteOfTheFirstLineChangedIsRefusedOrFound) {
    const std::string good = sample();
    for (std::size_t i = 0; i < lineStarts(good)[1]; ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        std::optional<Verification> found;
        const auto fault = faultOf([&] { found = verify(bad); });
        EXPECT_TRUE(fault == Fault::FileMalformed || (found && !found->sound())) << i;
    }
}

TEST(Export, ThatWasCutOffAnywhereIsFound) {
    const std::string good = sample();
    for (std::size_t size = lineStarts(good)[1]; size < good.size(); ++size)
        EXPECT_FALSE(verify(good.substr(0, size)).sound()) << size;
    for (std::size_t size = 0; size + 1 < lineStarts(good)[1]; ++size)
        EXPECT_EQ(faultOf([&] { verify(good.substr(0, size)); }), Fault::FileMalformed) << size;
}

TEST(Export, WithLinesTakenOutDoubledSwappedOrAddedIsFound) {
    const std::string good = sample();
    const std::vector<std::size_t> starts = lineStarts(good);
    const std::string third = good.substr(starts[5], starts[6] - starts[5]);
    std::string bad = good;
    bad.erase(starts[5], third.size());
    EXPECT_THAT(verify(bad).findings, Contains(Field(&Finding::problem, Problem::PlacesMissing)));
    bad = good;
    bad.insert(starts[5], third);
    EXPECT_THAT(verify(bad).findings, ElementsAre(Field(&Finding::problem, Problem::OutOfOrder)));
    bad = good;
    bad.erase(starts[5], third.size());
    bad.insert(starts[4], third);
    EXPECT_FALSE(verify(bad).sound());
    bad = sample(8);
    bad.replace(bad.find("\"size\":8"), 8, "\"size\":7");
    EXPECT_FALSE(verify(bad).sound());
    EXPECT_THAT(verify(good + "\n").findings, ElementsAre(Field(&Finding::problem, Problem::LineUnreadable)));
}

TEST(Export, WhoseFirstLineCountsInAnythingButWholeNumbersIsRefused) {
    for (const char* number : {"144444444444999999999999999", "1e999", "-1", "7.0", "null"})
        for (const bool heads : {true, false}) {
            const std::string count = number;
            const std::string line = R"({"format":"kaomado log export v1","heads":)" + (heads ? count : "0") +
                                     R"(,"municipality":"99999","size":)" + (heads ? "0" : count) + "}\n";
            EXPECT_EQ(faultOf([&] { verify(line); }), Fault::FileMalformed) << line;
        }
}

TEST(Export, KeepsThePlaceOfAnEventThatIsGone) {
    SampleLog log(5);
    log.lines[2].event.reset();
    EXPECT_THAT(verify(exported(log, {})).findings,
                ElementsAre(Field(&Finding::problem, Problem::EventMissing)));
}

TEST(Export, DoesNotWriteAnEventThatWouldBeTwoLines) {
    SampleLog log(5);
    log.lines[2].event = "{\n}";
    EXPECT_EQ(faultOf([&] { exported(log, {}); }), Fault::StorageTampered);
}

TEST(LeafText, IsTakenApartAgainAndNothingElseIs) {
    for (const char* name : {"C1", "", "C\"]", "\\u00", "\xE3\x81\x82"}) {
        const std::string leaf = leafText("99999", name, 3, R"({"a":[1]})");
        const auto parts = partsOf(leaf);
        ASSERT_TRUE(parts) << leaf;
        EXPECT_EQ(parts->municipality, "99999");
        EXPECT_EQ(parts->caseId, name);
        EXPECT_EQ(parts->sequence, 3U);
        EXPECT_EQ(parts->event, R"({"a":[1]})");
    }
    for (const char* bad : {"", "[", "[]", R"(["9","C",3])", R"(["9","C",03,{}])", R"(["9","C",+3,{}])",
                            R"(["9", "C",3,{}])", R"(["9","C",3,{}] )", R"(["9","C\u0041",3,{}])",
                            R"(["9","C)", R"(["9","C",99999999999999999999,{}])"})
        EXPECT_FALSE(partsOf(bad)) << bad;
}

} // namespace kaomado::audit
