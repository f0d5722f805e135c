// SPDX-License-Identifier: Apache-2.0
#include "kaomado/emulator/card_image.hpp"

namespace kaomado::emulator {

namespace {
/// Writes JSON by hand into one buffer that is wiped: the text holds PINs and keys, and it is written before
/// every answer that follows a change.
class Writer {
public:
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { wipe(out_); }

    Writer& raw(std::string_view text) {
        if (out_.size() + text.size() > out_.capacity())
            grow(text.size());
        out_.append(text);
        return *this;
    }
    /// Only for words without quotes and control characters: hexadecimal, names, values of references.
    Writer& quoted(std::string_view word) { return raw("\"").raw(word).raw("\""); }
    Writer& hex(ByteView bytes) {
        static constexpr std::string_view kDigits = "0123456789ABCDEF";
        raw("\"");
        for (const std::uint8_t byte : bytes) {
            const char pair[] = {kDigits[byte >> 4U], kDigits[byte & 0x0FU]};
            raw({pair, 2});
        }
        return raw("\"");
    }
    Writer& word(std::uint16_t value) {
        const std::uint8_t bytes[] = {static_cast<std::uint8_t>(value >> 8U),
                                      static_cast<std::uint8_t>(value & 0xFFU)};
        return hex(bytes);
    }
    Writer& number(std::uint64_t value) { return raw(std::to_string(value)); }
    Writer& flag(bool value) { return raw(value ? "true" : "false"); }
    Writer& key(std::string_view name) { return quoted(name).raw(": "); }
    SecretBytes take() const { return SecretBytes(viewOf(out_)); }

private:
    void grow(std::size_t more) {
        std::string larger;
        larger.reserve((out_.size() + more) * 2 + 65536);
        larger = out_;
        wipe(out_);
        out_.swap(larger);
    }
    std::string out_;
};

std::string_view wordFor(FileKind kind) {
    switch (kind) {
    case FileKind::Transparent:
        return "transparent";
    case FileKind::Records:
        return "records";
    case FileKind::Reference:
        return "reference";
    case FileKind::PrivateKey:
        return "private-key";
    case FileKind::PublicKey:
        break;
    }
    return "public-key";
}

std::string_view wordFor(KeyUse use) {
    return use == KeyUse::Signature ? "signature" : use == KeyUse::Internal ? "internal" : "authentication";
}

void writeReference(Writer& out, const CardFile& file) {
    out.raw(", ").key("form").raw("{").key("min").number(file.form.min);
    out.raw(", ").key("max").number(file.form.max);
    out.raw(", ").key("alphabet").quoted(file.form.password ? "password" : "digits").raw("}");
    out.raw(", ").key("limit").number(file.limit).raw(", ").key("tries").number(file.tries);
    if (file.changedBy != ChangeCommand::None)
        out.raw(", ")
            .key("changedBy")
            .quoted(file.changedBy == ChangeCommand::ChangeKey ? "change-key" : "change-reference-data");
    if (!file.value.empty()) {
        const ByteView value = file.value.bytes();
        out.raw(", ").key("value").quoted({reinterpret_cast<const char*>(value.data()), value.size()});
    }
}

void writeOpensBy(Writer& out, const std::vector<card::FileId>& list) {
    if (list.empty())
        return;
    out.raw(", ").key("opensBy");
    if (list.front() == kNever) {
        out.quoted("never");
        return;
    }
    std::string_view separator = "[";
    for (const card::FileId id : list) {
        out.raw(separator).word(id);
        separator = ", ";
    }
    out.raw("]");
}

void writeFile(Writer& out, const CardFile& file) {
    out.raw("{").key("kind").quoted(wordFor(file.kind));
    if (!file.exists)
        out.raw(", ").key("exists").flag(false);
    if (file.kind == FileKind::Reference)
        writeReference(out, file);
    if (file.kind == FileKind::PrivateKey)
        out.raw(", ").key("use").quoted(wordFor(file.use));
    writeOpensBy(out, file.opensBy);
    if (!file.content.empty())
        out.raw(", ").key("content").hex(file.content);
    if (!file.records.empty()) {
        out.raw(", ").key("records");
        std::string_view separator = "[";
        for (const Bytes& record : file.records) {
            out.raw(separator).hex(record);
            separator = ", ";
        }
        out.raw("]");
    }
    out.raw("}");
}

void writeFaults(Writer& out, const CardFaults& faults) {
    out.raw("{")
        .key("answerDelayMicroseconds")
        .number(static_cast<std::uint64_t>(faults.answerDelay.count()));
    if (faults.muteAfter)
        out.raw(", ").key("muteAfter").number(*faults.muteAfter);
    if (faults.powerLostAfter)
        out.raw(", ").key("powerLostAfter").number(*faults.powerLostAfter);
    if (!faults.wrongStatusWords.empty()) {
        out.raw(", ").key("wrongStatusWords");
        std::string_view separator = "{";
        for (const auto& [command, word] : faults.wrongStatusWords) {
            out.raw(separator).key(std::to_string(command)).word(word);
            separator = ", ";
        }
        out.raw("}");
    }
    out.raw(", ").key("t0FifthByte").flag(faults.t0FifthByte).raw("}");
}

void writeSettings(Writer& out, const CardSettings& settings) {
    out.raw("{").key("blockedStatus").word(settings.blockedStatus);
    out.raw(", ").key("admin").flag(settings.admin);
    out.raw(", ").key("terminalAuthentication").flag(settings.terminalAuthentication);
    out.raw(", ").key("faults");
    writeFaults(out, settings.faults);
    out.raw("}");
}

void writeHead(Writer& out, const CardImage& image) {
    out.raw("{\n  ").key("format").quoted("kaomado-card/1").raw(",\n  ").key("atr").hex(image.atr);
    out.raw(",\n  ")
        .key("lifecycle")
        .quoted(image.lifecycle == Lifecycle::Operational ? "operational" : "initialisation");
    out.raw(",\n  ").key("settings");
    writeSettings(out, image.settings);
    out.raw(",\n  ").key("issuer").raw("{");
    if (!image.issuerKey.empty())
        out.key("key").hex(image.issuerKey.bytes()).raw(", ");
    out.key("tries").number(image.issuerTries).raw("},\n  ").key("dataObjects").raw("{");
    std::string_view separator;
    for (const auto& [tag, object] : image.dataObjects) {
        out.raw(separator).word(tag).raw(": ").hex(object);
        separator = ", ";
    }
    out.raw("},\n");
}

void writeApplication(Writer& out, const CardImage& image, card::App app) {
    out.raw("    ").key(card::nameOf(app)).raw("{");
    std::string_view separator = "\n";
    for (const auto& [where, file] : image.files)
        if (where.first == app) {
            out.raw(separator).raw("      ").word(where.second).raw(": ");
            writeFile(out, file);
            separator = ",\n";
        }
    out.raw("\n    }");
}
} // namespace

SecretBytes CardImage::toJson() const {
    Writer out;
    writeHead(out, *this);
    out.raw("  ").key("applications").raw("{");
    std::string_view separator = "\n";
    for (const card::App app : card::kAllApps) {
        const auto any = files.lower_bound({app, 0});
        if (any == files.end() || any->first.first != app)
            continue;
        out.raw(separator);
        writeApplication(out, *this, app);
        separator = ",\n";
    }
    out.raw("\n  }\n}\n");
    return out.take();
}

} // namespace kaomado::emulator
