// SPDX-License-Identifier: Apache-2.0
#include "support/card_vectors.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace kaomado::test {

namespace {
[[noreturn]] void refuse(const std::filesystem::path& path, int line, const std::string& what) {
    throw std::runtime_error(path.string() + ":" + std::to_string(line) + ": " + what);
}

/// Takes one line into the list.
class Reader {
public:
    explicit Reader(std::filesystem::path path) : path_(std::move(path)) {}

    void take(int number, const std::string& line) {
        if (line.empty())
            return;
        const std::string rest = line.size() > 2 ? line.substr(2) : "";
        if (line[0] == '#')
            why_ = rest;
        else if (line[0] == '[' && line.back() == ']')
            vectors_.push_back({line.substr(1, line.size() - 2), {}});
        else if (vectors_.empty())
            refuse(path_, number, "a step before the first [Title]");
        else if (line.starts_with("> "))
            vectors_.back().steps.push_back({number, std::exchange(why_, ""), rest, ""});
        else if (line.starts_with("< ") && !vectors_.back().steps.empty())
            vectors_.back().steps.back().answer = rest;
        else
            refuse(path_, number, "neither #, [Title], > command nor < answer");
    }
    std::vector<CardVector> finish() { return std::move(vectors_); }

private:
    std::filesystem::path path_;
    std::string why_;
    std::vector<CardVector> vectors_;
};

std::string shown(const std::optional<Bytes>& answer) {
    if (!answer)
        return "nothing";
    return answer->size() <= 80
               ? toHex(*answer)
               : std::to_string(answer->size()) + " bytes ending " + toHex(ByteView(*answer).last(2));
}
} // namespace

std::vector<CardVector> cardVectors(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file)
        throw std::runtime_error(path.string() + ": cannot be opened");
    Reader reader(path);
    int number = 0;
    for (std::string line; std::getline(file, line);)
        reader.take(++number, line);
    return reader.finish();
}

bool fits(const std::string& pattern, const std::optional<Bytes>& answer) {
    if (pattern == "mute")
        return !answer;
    if (!answer)
        return false;
    ByteView rest = *answer;
    std::istringstream words(pattern);
    for (std::string word; words >> word;) {
        const bool any = word.starts_with("any:");
        const Bytes wanted = any ? Bytes{} : fromHex(word);
        const std::size_t count = any ? std::stoul(word.substr(4)) : wanted.size();
        if (rest.size() < count || (!any && !std::equal(wanted.begin(), wanted.end(), rest.begin())))
            return false;
        rest = rest.subspan(count);
    }
    return rest.empty();
}

Send sendTo(card::Card& card) {
    return [&card](const std::optional<Bytes>& bytes) -> std::optional<Bytes> {
        if (!bytes) {
            card.reset();
            return std::nullopt;
        }
        const auto command = card::decode(*bytes);
        if (!command)
            throw std::runtime_error("no Command has the bytes " + toHex(*bytes));
        return card::encode(card.transmit(*command));
    };
}

std::vector<std::string> play(const CardVector& vector, const Send& send) {
    std::vector<std::string> wrong;
    for (const VectorStep& step : vector.steps) {
        if (step.command == "reset") {
            send(std::nullopt);
            continue;
        }
        const auto answer = send(fromHex(step.command));
        if (!fits(step.answer, answer))
            wrong.push_back("line " + std::to_string(step.line) + " (" + step.why + "): " + step.command +
                            " answered " + shown(answer) + ", not " + step.answer.substr(0, 80));
    }
    return wrong;
}

} // namespace kaomado::test
