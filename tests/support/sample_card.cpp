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

void copySampleCa(const std::filesystem::path& to) {
    std::filesystem::copy(sampleFolder() / "ca", to, std::filesystem::copy_options::recursive);
}

trust::TrainingCa& sampleCa() {
    static const TempDir kFolder;
    static trust::TrainingCa ca = [] {
        copySampleCa(kFolder.path());
        return trust::TrainingCa::open(kFolder.path());
    }();
    return ca;
}

} // namespace kaomado::test
