// SPDX-License-Identifier: Apache-2.0
// make_seeds FOLDER: writes the seeds of certificate, records, picture and read_chip from a sample card (its
// keys are new each time; its holder does not exist). Run by hand when the card's layout changes.
#include <kaomado/base/text_file.hpp>
#include <kaomado/card/visual.hpp>
#include <kaomado/chip/chip_reading.hpp>
#include <kaomado/emulator/emulated_card.hpp>
#include <kaomado/training/make_card.hpp>

#include <iostream>

namespace {
using namespace kaomado;
using card::App;
namespace file = card::file;

class Seeds {
public:
    explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}
    void write(const std::string& target, const std::string& name, ByteView content) const {
        std::filesystem::create_directories(folder_ / target);
        replaceFile(folder_ / target / name, content);
    }

private:
    std::filesystem::path folder_;
};

/// Notes the answers of a card in the form that read_chip_fuzz plays back.
class Recorder final : public card::Card {
public:
    explicit Recorder(card::Card& real) : real_(real) {}
    card::Response transmit(const card::Command& command) override {
        card::Response answer = real_.transmit(command);
        const Bytes bytes = card::encode(answer);
        answers.push_back(static_cast<std::uint8_t>(bytes.size() >> 8U));
        answers.push_back(static_cast<std::uint8_t>(bytes.size() & 0xFFU));
        append(answers, bytes);
        return answer;
    }
    void reset() override { real_.reset(); }
    Bytes atr() const override { return real_.atr(); }

    Bytes answers;

private:
    card::Card& real_;
};

void writeFiles(const Seeds& seeds, const emulator::CardImage& image) {
    const std::tuple<App, card::FileId, const char*> records[] = {
        {App::Text, file::kTextNumber, "text_0001"},
        {App::Text, file::kTextAttributes, "text_0002"},
        {App::Text, file::kTextSignature, "text_0003"},
        {App::Text, file::kTextBasicInfo, "text_0005"},
        {App::Text, file::kTextMessagingKey, "text_0006"},
        {App::Text, file::kTextInternalKey, "text_0007"},
        {App::Visual, file::kVisualAge, "visual_0001"},
        {App::Visual, file::kVisualFace, "visual_0002"},
        {App::Visual, file::kVisualBasicInfo, "visual_0003"},
        {App::Visual, file::kVisualNumber, "visual_0005"},
        {App::Jpki, file::kTokenInfo, "jpki_0006"},
        {App::Jpki, file::kCertificatePresence, "jpki_0008"}};
    for (const auto& [app, id, name] : records)
        seeds.write("records", name, image.find(app, id)->content);
    seeds.write("records", "common_0001", image.find(App::Common, file::kCommonCardInfo)->records.front());
    for (const auto& [id, name] :
         {std::pair{file::kUserAuthCertificate, "user_auth"},
          std::pair{file::kSignatureCertificate, "signature"}, std::pair{file::kUserAuthCa, "user_auth_ca"}})
        seeds.write("certificate", name, image.find(App::Jpki, id)->content);
    seeds.write("certificate", "card_verifiable", image.find(App::Text, file::kTextCvCertificate)->content);
    const card::CardFace face = card::parseFace(image.find(App::Visual, file::kVisualFace)->content);
    seeds.write("picture", "photo", face.photo.bytes());
    seeds.write("picture", "name", face.nameImage.bytes());
    seeds.write("picture", "code", face.securityCodeImage.bytes());
}
} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: make_seeds FOLDER\n";
        return 64;
    }
    try {
        const Seeds seeds(argv[1]);
        const Instant now = instantFromIso("2026-10-01T01:00:00Z");
        trust::TrainingCa ca = trust::TrainingCa::inMemory();
        training::CardOrder order;
        order.seed = 1;
        emulator::Chip chip(training::makeCard(std::move(order), ca, now));
        writeFiles(seeds, chip.image());
        emulator::EmulatedCard card(chip);
        Recorder recorder(card);
        chip::readChip(recorder, FixedClock(now), "seeds");
        seeds.write("read_chip", "whole", recorder.answers);
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "make_seeds: " << e.what() << '\n';
        return 70;
    }
}
