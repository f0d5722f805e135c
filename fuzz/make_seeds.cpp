// SPDX-License-Identifier: Apache-2.0
// make_seeds FOLDER: writes the seeds of certificate, records, picture, read_chip and lock from a sample card
// and those of audit and event_json from a made-up log and made-up events (keys are new each time; the holder
// does not exist). Run by hand when a layout or the order of commands changes.
#include "unit/audit/sample_log.hpp"
#include "unit/procedure/one_of_each.hpp"

#include <kaomado/audit/export.hpp>
#include <kaomado/audit/proof.hpp>
#include <kaomado/base/text_file.hpp>
#include <kaomado/card/visual.hpp>
#include <kaomado/chip/chip_reading.hpp>
#include <kaomado/emulator/emulated_card.hpp>
#include <kaomado/lock/lock.hpp>
#include <kaomado/procedure/event_json.hpp>
#include <kaomado/training/make_card.hpp>

#include <iostream>
#include <sstream>

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

/// Notes the answers of a card in the form that AnsweringCard plays back.
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

/// A card with all its tries, and the same card once it is locked.
void writeLocking(const Seeds& seeds, trust::TrainingCa& ca, Instant now) {
    emulator::Chip chip(training::makeCard({.profile = training::Profile::NoSignature, .seed = 1}, ca, now));
    emulator::EmulatedCard card(chip);
    for (const char* name : {"fresh", "locked"}) {
        Recorder recorder(card);
        lock::lockAll(recorder, lock::PinSet::builtIn());
        seeds.write("lock", name, recorder.answers);
    }
}

void writeAudit(const Seeds& seeds) {
    const auto write = [&](char which, const char* name, const std::string& text) {
        seeds.write("audit", name, viewOf(which + text));
    };
    const audit::LogKey key = audit::LogKey::create();
    const audit::SampleLog log(7);
    const auto leafOf = [](const audit::SampleLog::Line& line) {
        return audit::leafText("99999", line.caseId, line.sequence, *line.event);
    };
    audit::Proof proof{.head = log.signedHead(7, key)};
    proof.events.push_back({2, leafOf(log.lines[2]), merkle::inclusionPath(2, 7, log.nodes())});
    proof.older = log.signedHead(3, key);
    proof.fromOlder = merkle::consistencyPath(3, 7, log.nodes());
    write('\0', "proof", audit::toJson(proof));
    std::ostringstream out;
    audit::ExportWriter writer(out, {"99999", log.lines.size(), {log.signedHead(7, key)}});
    for (const auto& line : log.lines)
        writer.entry(line.entry());
    write('\1', "export", out.str());
    write('\2', "head", audit::toJson(log.signedHead(7, key)));
    write('\3', "leaf", leafOf(log.lines[2]));
}

void writeEvents(const Seeds& seeds) {
    for (const procedure::Event& event : procedure::oneOfEach())
        seeds.write("event_json",
                    std::to_string(event.sequence) + "_" + std::string(procedure::typeOf(event)),
                    viewOf(procedure::toJson(event)));
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
        writeLocking(seeds, ca, now);
        writeAudit(seeds);
        writeEvents(seeds);
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "make_seeds: " << e.what() << '\n';
        return 70;
    }
}
