// SPDX-License-Identifier: Apache-2.0
// kaomado killed (SIGKILL) after every event and after every command of ④ and ⑤, then taken up again by
// another process.
#include "support/counter_rig.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace kaomado {

namespace {

using namespace test;
constexpr int kKilled = 128 + 9;

/// One in so many places, unless KAOMADO_EXHAUSTIVE is set.
unsigned stride(unsigned sampled) {
    return std::getenv("KAOMADO_EXHAUSTIVE") != nullptr ? 1 : sampled;
}

/// A fresh card, CA and log folder, made once and copied for each run.
class Torn {
public:
    explicit Torn(const std::string& profile, Arguments procedure) : procedure_(std::move(procedure)) {
        const Finished made = run(
            {KAOMADO, "card", "new", "--profile", profile, "--ca", fresh_ / "ca", "-o", fresh_ / "a.card"});
        if (made.exitCode != 0)
            throw std::runtime_error(made.err);
    }

    /// @return false when the run came to its end without being killed
    bool tearAt(const std::string& place) {
        const TempDir here;
        std::filesystem::copy(fresh_.path(), here.path(), std::filesystem::copy_options::recursive);
        Arguments begin = procedure_;
        begin.insert(begin.end(), {"--fault", "kill@" + place});
        const Finished torn = rehearse(here, begin);
        if (torn.exitCode != kKilled) {
            EXPECT_EQ(torn.exitCode, 0) << place << "\n" << torn.err;
            return false;
        }
        const Finished listed = rehearse(here, {"--list"});
        const std::string id = listed.out.empty() ? "" : nlohmann::json::parse(listed.out).at("case");
        if (id.empty())
            return true; // killed before the case was stored: there is nothing to take up
        Arguments again{"--resume", id};
        again.insert(again.end(), procedure_.begin() + 1, procedure_.end());
        const Finished resumed = rehearse(here, again);
        EXPECT_EQ(resumed.exitCode, 0) << place << "\n" << resumed.out << resumed.err;
        const auto end = nlohmann::json::parse(lastLine(resumed.out));
        EXPECT_TRUE(end.at("log").at("sound").get<bool>()) << place;
        procedure::CaseState state;
        state.outcome = procedure::outcomeNamed(end.at("outcome").get<std::string>());
        EXPECT_TRUE(state.outcome.has_value()) << place;
        expectTruth(state, emulator::CardImage::load(here / "a.card"));
        return true;
    }

private:
    static std::string lastLine(const std::string& text) {
        const std::size_t end = text.find_last_not_of('\n');
        const std::size_t begin = text.find_last_of('\n', end);
        return text.substr(begin + 1, end - begin);
    }

    static Finished rehearse(const TempDir& here, const Arguments& more) {
        Arguments command{KAOMADO, "rehearse",  "--json", "--card",     here / "a.card",
                          "--ca",  here / "ca", "--data", here / "data"};
        command.insert(command.end(), more.begin(), more.end());
        return run(command);
    }

    Arguments procedure_;
    TempDir fresh_;
};

void tearAtEvery(Torn& torn, const std::string& what, unsigned step) {
    unsigned torn_ = 0;
    for (unsigned n = 1; torn.tearAt(what + std::to_string(n)); n += step) {
        ++torn_;
        if (testing::Test::HasFailure())
            return;
    }
    EXPECT_GT(torn_, 3U);
}

} // namespace

TEST(RehearseTorn, FaceAuthIsSetWhicheverEventWasTheLast) {
    Torn torn("normal", {"P04"});
    tearAtEvery(torn, "event:", stride(3));
}

TEST(RehearseTorn, FaceAuthIsSetWhicheverCommandWasTheLast) {
    Torn torn("normal", {"P04"});
    tearAtEvery(torn, "command:", stride(29));
}

TEST(RehearseTorn, FaceAuthIsSetWithAProvisionalPinWhicheverCommandWasTheLast) {
    Torn torn("normal", {"P04", "--given", "ins_registered=no", "--given", "pin_known=no"});
    tearAtEvery(torn, "command:", stride(61));
}

TEST(RehearseTorn, TheNormalModeIsBackWhicheverEventWasTheLast) {
    Torn torn("face-auth", {"P05", "--given", "wants_sig_cert=yes"});
    tearAtEvery(torn, "event:", stride(3));
}

TEST(RehearseTorn, TheNormalModeIsBackWhicheverCommandWasTheLast) {
    Torn torn("face-auth", {"P05", "--given", "wants_sig_cert=yes"});
    tearAtEvery(torn, "command:", stride(23));
}

} // namespace kaomado
