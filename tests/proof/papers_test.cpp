// SPDX-License-Identifier: Apache-2.0
#include "kaomado/proof/paper_solver.hpp"

#include <gmock/gmock.h>

namespace kaomado::proof {
namespace {
using namespace procedure;
using ::testing::Contains;
using ::testing::Field;

Procedure& named(Rulebook& book, const std::string& id) {
    return *std::ranges::find(book.procedures, id, &Procedure::id);
}

TEST(Papers, AreNeverBothDemandedAndNotNeededAndCanAlwaysBeSatisfiedWhateverTheFacts) {
    const PaperReport report = provePapers(Rulebook::builtIn());
    std::fputs(toText(report).c_str(), stdout);
    EXPECT_EQ(report.combinations.size(), 13U);
    EXPECT_TRUE(report.findings.empty());
}

TEST(Papers, ThatAPowerOfAttorneyIsNotNeededThoughDemandedIsFound) {
    Rulebook book = Rulebook::builtIn();
    Procedure& by = named(book, "P06R");
    for (NotNeeded& none : by.notNeeded)
        none.when = Condition{}; // whoever comes
    EXPECT_THAT(
        provePapers(book).findings,
        Contains(Field(&PaperFinding::what, "F08_power_of_attorney is both demanded and not needed")));
}

TEST(Papers, ThatNoSheetCanSatisfyIsFound) {
    Rulebook book = Rulebook::builtIn();
    DocumentDemand& notice = named(book, "P01R").documents.at(1);
    Requirement impossible;
    impossible.that.kind = Condition::Kind::Not;
    impossible.that.parts.emplace_back();
    impossible.rules = notice.rules;
    notice.require[notice.documents.front()].push_back(impossible);
    EXPECT_THAT(provePapers(book).findings,
                Contains(Field(&PaperFinding::what, "no sheet satisfies F02_issuance_notice")));
}

} // namespace
} // namespace kaomado::proof
