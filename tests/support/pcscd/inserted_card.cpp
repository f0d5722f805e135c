// SPDX-License-Identifier: Apache-2.0
#include "support/pcscd/inserted_card.hpp"

#include <kaomado/card/tlv.hpp>

#include <csignal>
#include <sstream>
#include <stdexcept>

namespace kaomado::test {

InsertedCard::InsertedCard(emulator::CardImage card, const Arguments& flags)
    : file_((dir_ / "sample.card").string()) {
    card.save(file_);
    insert(flags);
}

void InsertedCard::insert(const Arguments& flags) {
    Arguments command{KAOMADO_PROGRAM, "card", "insert", file_};
    command.insert(command.end(), flags.begin(), flags.end());
    running_ = std::make_unique<Background>(command, Environment{}, (dir_ / "insert.log").string());
    running_->nextLine(); // said once the reader has powered the card
}

void InsertedCard::remove() {
    running_->stop(SIGTERM);
    running_.reset();
}

namespace {
/// The hexadecimal pairs at the start of a line of a dump; the text beside them is ignored.
Bytes hexPairs(const std::string& line) {
    Bytes bytes;
    const auto digit = [&](std::size_t at) { return at < line.size() && std::isxdigit(line[at]) != 0; };
    for (std::size_t at = 0; bytes.size() < 16 && digit(at) && digit(at + 1); at += 3)
        append(bytes, fromHex(line.substr(at, 2)));
    return bytes;
}
} // namespace

std::vector<Bytes> sendByOpenSc(const std::vector<std::string>& hexCommands) {
    Arguments command{"opensc-tool", "-c", "default"};
    for (const std::string& hex : hexCommands) {
        command.emplace_back("-s");
        command.push_back(toHex(fromHex(hex)));
    }
    const Finished tool = run(command);
    if (tool.exitCode != 0)
        throw std::runtime_error("opensc-tool: " + tool.out + tool.err);
    std::vector<Bytes> answers;
    std::vector<Bytes> statusWords;
    std::istringstream lines(tool.out);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("Received (SW1=0x")) {
            answers.emplace_back();
            statusWords.push_back(fromHex(line.substr(16, 2) + line.substr(26, 2)));
        } else if (!line.starts_with("Sending:") && !answers.empty()) {
            append(answers.back(), hexPairs(line));
        }
    }
    for (std::size_t i = 0; i < answers.size(); ++i)
        append(answers[i], statusWords[i]);
    return answers;
}

Bytes facePhotoByOpenSc(const std::string& numberB) {
    constexpr unsigned kPieces = 64; // 16 kB: more than any face record here
    std::vector<std::string> commands{"00A4040C0A D3921000310001010402", "00A4020C02 0012",
                                      "00200080 0E" + toHex(viewOf(numberB)), "00A4020C02 0002"};
    for (unsigned piece = 0; piece < kPieces; ++piece)
        commands.push_back("00B0" + toHex(Bytes{static_cast<std::uint8_t>(piece)}) + "0000");
    const std::vector<Bytes> answers = sendByOpenSc(commands);
    for (std::size_t i = 0; i < 4; ++i)
        if (toHex(answers.at(i)) != "9000")
            throw std::runtime_error("command " + std::to_string(i) + " answered " + toHex(answers.at(i)));
    Bytes record;
    for (std::size_t i = 4; i < answers.size(); ++i) {
        const Bytes& answer = answers[i];
        append(record, ByteView(answer).first(answer.size() - 2));
    }
    const auto outer = card::firstTlv(record);
    const auto fields = outer ? card::allTlv(outer->value) : std::nullopt;
    const card::Tlv* photo = fields ? card::find(*fields, 0xDF27) : nullptr;
    if (photo == nullptr)
        throw std::runtime_error("no DF27 in what the card gave");
    return {photo->value.begin(), photo->value.end()};
}

} // namespace kaomado::test
