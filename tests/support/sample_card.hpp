// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/temp_dir.hpp"

#include <kaomado/emulator/card_image.hpp>
#include <kaomado/training/make_card.hpp>

namespace kaomado::test {

/// Sample cards, one per profile, made once when the tests are built (make_sample_cards), so that no test
/// waits for keys. Link kaomado_test_samples. The administrative commands and
/// the authentication of a terminal are on.

/// The moment at which they were made; a FixedClock near it sees valid certificates (except on "expired").
inline const Instant kSampleTime = instantFromIso("2026-10-01T01:00:00Z");

/// The holder of all of them: the first of training::samplePeople(), 見本　花子, born 1980-02-17.
inline const training::Person& sampleHolder() {
    return training::samplePeople().front();
}

/// The PINs of a sample card, each different. They are set (and known) on normal, no-signature, expired and
/// pins-locked; on face-auth they are random; on never-issued none is set.
inline constexpr std::string_view kUserAuthPin = "4821", kProfilePin = "5932", kJukiPin = "6043",
                                  kSignaturePassword = "KAOMADO9";
/// A four-digit value that is none of them.
inline constexpr std::string_view kWrongPin = "9999";

/// A fresh copy. @throws Error when the build did not make it
emulator::CardImage sampleCard(training::Profile profile);

/// Where the build put them: <profile>.card, and ca, the folder of their CA. To be copied, never changed.
std::filesystem::path sampleFolder();

/// The CA that issued them: this process's own copy, so that a revocation in one test program does not reach
/// another.
trust::TrainingCa& sampleCa();

/// That CA's folder, copied for a program that wants one.
void copySampleCa(const std::filesystem::path& to);

/// A copy of that CA for one test that revokes what others go on using.
class OwnCa {
public:
    trust::TrainingCa& operator*() { return ca_; }
    trust::TrainingCa* operator->() { return &ca_; }

private:
    TempDir dir_;
    trust::TrainingCa ca_ = [this] {
        copySampleCa(dir_ / "ca");
        return trust::TrainingCa::open(dir_ / "ca");
    }();
};

} // namespace kaomado::test
