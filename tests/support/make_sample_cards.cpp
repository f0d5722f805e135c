// SPDX-License-Identifier: Apache-2.0
// Makes the cards of sample_card.hpp: make_sample_cards FOLDER. Part of the build of the tests.
#include "support/sample_card.hpp"

#include <kaomado/base/error.hpp>

#include <iostream>

namespace kaomado::test {
namespace {

training::CardOrder orderFor(training::Profile profile) {
    training::CardOrder order;
    order.profile = profile;
    order.person = sampleHolder();
    order.admin = true;
    order.terminalAuthentication = true;
    if (profile != training::Profile::FaceAuth)
        order.pins = {SecretBytes{viewOf(kUserAuthPin)}, SecretBytes{viewOf(kProfilePin)},
                      SecretBytes{viewOf(kJukiPin)}, SecretBytes{viewOf(kSignaturePassword)}};
    return order;
}

void makeAll(const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    trust::TrainingCa ca = trust::TrainingCa::open(folder / "ca");
    for (const training::Profile profile : training::kAllProfiles)
        training::makeCard(orderFor(profile), ca, kSampleTime)
            .save(folder / (std::string(training::nameOf(profile)) + ".card"));
}

} // namespace
} // namespace kaomado::test

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: make_sample_cards FOLDER\n";
        return 64;
    }
    try {
        kaomado::test::makeAll(argv[1]);
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "make_sample_cards: " << e.what() << '\n';
        return 70;
    }
}
