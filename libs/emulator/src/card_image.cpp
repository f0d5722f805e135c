// SPDX-License-Identifier: Apache-2.0
#include "kaomado/emulator/card_image.hpp"

#include "embedded/layout_json.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"

#include <algorithm>

namespace kaomado::emulator {

namespace {
constexpr std::size_t kMaxCardFile = 4UL * 1024 * 1024;

std::string nameOfFile(card::App app, card::FileId file) {
    const std::uint8_t id[] = {static_cast<std::uint8_t>(file >> 8U),
                               static_cast<std::uint8_t>(file & 0xFFU)};
    return std::string(card::nameOf(app)) + " " + toHex(id);
}

CardFile& referenceAt(CardImage& image, const card::Reference& where) {
    CardFile& file = image.at(where.app, where.file);
    if (file.kind != FileKind::Reference)
        throw Error(Fault::Internal, nameOfFile(where.app, where.file) + " is not a key reference");
    return file;
}

void wipeKeys(CardImage& image) {
    for (auto& [where, file] : image.files)
        if (file.kind == FileKind::PrivateKey)
            wipe(file.content);
}
} // namespace

bool ValueForm::accepts(ByteView value) const {
    const auto digit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
    const auto letter = [](std::uint8_t c) { return c >= 'A' && c <= 'Z'; };
    if (value.size() < min || value.size() > max)
        return false;
    if (!password)
        return std::ranges::all_of(value, digit);
    return std::ranges::any_of(value, digit) && std::ranges::any_of(value, letter) &&
           std::ranges::all_of(value, [&](std::uint8_t c) { return digit(c) || letter(c); });
}

CardImage& CardImage::operator=(CardImage&& other) noexcept {
    if (this != &other) {
        wipeKeys(*this);
        atr = std::move(other.atr);
        lifecycle = other.lifecycle;
        settings = std::move(other.settings);
        dataObjects = std::move(other.dataObjects);
        issuerKey = std::move(other.issuerKey);
        issuerTries = other.issuerTries;
        files = std::move(other.files);
    }
    return *this;
}

CardImage::~CardImage() {
    wipeKeys(*this);
}

CardImage CardImage::blank() {
    return parse(embedded::layout_json(), "layout.json");
}

CardImage CardImage::load(const std::filesystem::path& path) {
    std::string text = readTextFile(path, kMaxCardFile);
    try {
        CardImage image = parse(text, path.string());
        wipe(text);
        return image;
    } catch (...) {
        wipe(text);
        throw;
    }
}

void CardImage::save(const std::filesystem::path& path) const {
    replaceFile(path, toJson().bytes());
}

CardFile* CardImage::find(card::App app, card::FileId file) {
    const auto found = files.find({app, file});
    return found == files.end() ? nullptr : &found->second;
}

const CardFile* CardImage::find(card::App app, card::FileId file) const {
    const auto found = files.find({app, file});
    return found == files.end() ? nullptr : &found->second;
}

CardFile& CardImage::at(card::App app, card::FileId file) {
    if (CardFile* found = find(app, file))
        return *found;
    throw Error(Fault::Internal, "the card has no file " + nameOfFile(app, file));
}

void CardImage::setReference(const card::Reference& where, std::string_view value) {
    CardFile& file = referenceAt(*this, where);
    if (!file.form.accepts(viewOf(value)))
        throw Error(Fault::BadInput,
                    nameOfFile(where.app, where.file) + ": the value must be " +
                        std::to_string(file.form.min) + " to " + std::to_string(file.form.max) +
                        (file.form.password ? " of A-Z and 0-9, with at least one of each" : " digits"));
    file.value = SecretBytes(viewOf(value));
    file.tries = file.limit;
}

void CardImage::clearReference(const card::Reference& where) {
    CardFile& file = referenceAt(*this, where);
    file.value = SecretBytes();
    file.tries = 0;
}

std::string CardImage::serial() const {
    constexpr std::size_t kHeader = 2, kSerial = 15; // simple TLV 01 1C, then 15 + 5 + 8 digits
    const CardFile* info = find(card::App::Common, card::file::kCommonCardInfo);
    if (info == nullptr || info->records.empty() || info->records[0].size() < kHeader + kSerial)
        return {};
    return toText(ByteView(info->records[0]).subspan(kHeader, kSerial));
}

} // namespace kaomado::emulator
