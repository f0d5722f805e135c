// SPDX-License-Identifier: Apache-2.0
#include "support/sample_card.hpp"

#include "support/temp_dir.hpp"

namespace kaomado::test {

std::filesystem::path sampleFolder() {
    return KAOMADO_SAMPLE_CARDS;
}

emulator::CardImage sampleCard(training::Profile profile) {
    return emulator::CardImage::load(sampleFolder() / (std::string(training::nameOf(profile)) + ".card"));
}

trust::TrainingCa& sampleCa() {
    static const TempDir kFolder;
    static trust::TrainingCa ca = [] {
        std::filesystem::copy(sampleFolder() / "ca", kFolder.path(),
                              std::filesystem::copy_options::recursive);
        return trust::TrainingCa::open(kFolder.path());
    }();
    return ca;
}

} // namespace kaomado::test
