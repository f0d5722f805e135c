// SPDX-License-Identifier: Apache-2.0
#include "json_node.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/emulator/card_image.hpp"
#include "public_key.hpp"

#include <algorithm>

namespace kaomado::emulator {

namespace {
constexpr std::uint64_t kMaxCommandCount = 1'000'000;
constexpr std::size_t kPublicKeyFile = 16 + 265;
constexpr std::size_t kMaxStored = 32768; // what a 15-bit offset reaches

std::vector<card::FileId> opensByFrom(const Node& node) {
    if (node.isText())
        return {node.oneOf<card::FileId>({{"never", kNever}})};
    std::vector<card::FileId> list;
    for (const Node& item : node.items())
        list.push_back(item.word());
    return list;
}

ValueForm formFrom(const Node& node) {
    node.allow({"min", "max", "alphabet"});
    ValueForm form;
    form.min = static_cast<unsigned>(node.at("min").number(16));
    form.max = static_cast<unsigned>(node.at("max").number(16));
    form.password = node.at("alphabet").oneOf<bool>({{"digits", false}, {"password", true}});
    if (form.min == 0 || form.min > form.max)
        node.fail("min must be at least 1 and at most max");
    return form;
}

void readReference(const Node& node, CardFile& file) {
    node.allow({"kind", "exists", "form", "limit", "tries", "value", "changedBy"});
    file.form = formFrom(node.at("form"));
    file.limit = static_cast<unsigned>(node.at("limit").number(15));
    file.tries = static_cast<unsigned>(node.at("tries").number(file.limit));
    if (const auto value = node.find("value")) {
        if (!file.form.accepts(viewOf(value->text())))
            value->fail("the value does not have the form given beside it; correct one of them");
        file.value = SecretBytes(viewOf(value->text()));
    } else if (file.tries > 0) {
        node.fail("tries are left on a reference without a value; give a value or set tries to 0");
    }
    if (const auto command = node.find("changedBy"))
        file.changedBy =
            command->oneOf<ChangeCommand>({{"change-reference-data", ChangeCommand::ChangeReferenceData},
                                           {"change-key", ChangeCommand::ChangeKey}});
}

void readContent(const Node& node, CardFile& file) {
    if (const auto content = node.find("content")) {
        file.content = content->hex();
        if (file.content.size() > kMaxStored)
            content->fail("a file holds at most " + std::to_string(kMaxStored) + " bytes; shorten it");
    }
    if (const auto conditions = node.find("opensBy"))
        file.opensBy = opensByFrom(*conditions);
}

void readPrivateKey(const Node& node, CardFile& file) {
    node.allow({"kind", "exists", "content", "opensBy", "use"});
    readContent(node, file);
    file.use = node.at("use").oneOf<KeyUse>({{"signature", KeyUse::Signature},
                                             {"internal", KeyUse::Internal},
                                             {"authentication", KeyUse::Authentication}});
    if (!file.content.empty() && !crypto::KeyPair::fromPkcs8(file.content))
        node.at("content").fail("not an RSA-2048 private key; write one as PKCS #8 DER, without a password");
}

void readPublicKey(const Node& node, CardFile& file) {
    node.allow({"kind", "exists", "content"});
    readContent(node, file);
    if (!file.content.empty() &&
        (file.content.size() != kPublicKeyFile || !publicKeyFrom(ByteView(file.content).subspan(16))))
        node.at("content").fail("not a key id (16 bytes) and a public key 90 03 … 91 820100 … (265 bytes)");
}

void readRecords(const Node& node, CardFile& file) {
    node.allow({"kind", "exists", "records", "opensBy"});
    readContent(node, file);
    if (const auto records = node.find("records"))
        for (const Node& record : records->items()) {
            file.records.push_back(record.hex());
            if (file.records.back().size() > 254)
                record.fail("a record holds at most 254 bytes; shorten it");
        }
    if (file.records.size() > 254)
        node.fail("a file holds at most 254 records; remove some");
}

CardFile fileFrom(const Node& node) {
    CardFile file;
    file.kind = node.at("kind").oneOf<FileKind>({{"transparent", FileKind::Transparent},
                                                 {"records", FileKind::Records},
                                                 {"reference", FileKind::Reference},
                                                 {"private-key", FileKind::PrivateKey},
                                                 {"public-key", FileKind::PublicKey}});
    switch (file.kind) {
    case FileKind::Transparent:
        node.allow({"kind", "exists", "content", "opensBy"});
        readContent(node, file);
        break;
    case FileKind::Records:
        readRecords(node, file);
        break;
    case FileKind::Reference:
        readReference(node, file);
        break;
    case FileKind::PrivateKey:
        readPrivateKey(node, file);
        break;
    case FileKind::PublicKey:
        readPublicKey(node, file);
        break;
    }
    if (const auto exists = node.find("exists"))
        file.exists = exists->flag();
    return file;
}

/// Four digits of a key, e.g. "0018".
std::uint16_t wordOfKey(const std::string& key, const Node& node) {
    if (key.size() != 4 || key.find_first_not_of("0123456789ABCDEF") != std::string::npos)
        node.fail("the key is not four hexadecimal digits in capitals; write for instance \"0018\"");
    return static_cast<std::uint16_t>(std::stoul(key, nullptr, 16));
}

card::FileId fileIdOf(const std::string& key, const Node& node) {
    const card::FileId id = wordOfKey(key, node);
    if (id > 0x001E)
        node.fail("file ids lie between 0001 and 001E; 0000 is kept for an internal key");
    return id;
}

/// Every condition must name something in its application that can be satisfied.
void checkConditions(const CardImage& image, const Node& applications) {
    for (const auto& [where, file] : image.files)
        for (const card::FileId opener : file.opensBy) {
            const CardFile* by = image.find(where.first, opener);
            const bool fits =
                opener == kNever ||
                (by != nullptr && (by->kind == FileKind::Reference || by->kind == FileKind::PublicKey));
            if (!fits)
                applications.at(std::string(card::nameOf(where.first)))
                    .fail("a file is opened by something that is neither a reference nor a public key of "
                          "this application; correct its opensBy");
        }
}

void readApplications(const Node& node, CardImage& image) {
    for (const auto& [name, application] : node.members()) {
        const auto app = card::appNamed(name);
        if (!app)
            application.fail("unknown application; known here: JPKI, TEXT, VISUAL, JUKI, COMMON");
        for (const auto& [key, file] : application.members()) {
            const card::FileId id = fileIdOf(key, file);
            CardFile read = fileFrom(file);
            if (id == kVisualInternalKey &&
                (read.kind != FileKind::PrivateKey || read.use != KeyUse::Internal))
                file.fail("0000 can only be a private key for internal use");
            image.files.emplace(std::pair{*app, id}, std::move(read));
        }
    }
    checkConditions(image, node);
}

CardFaults faultsFrom(const Node& node) {
    node.allow({"answerDelayMicroseconds", "muteAfter", "powerLostAfter", "wrongStatusWords", "t0FifthByte"});
    CardFaults faults;
    const auto count = [](const Node& at) { return static_cast<unsigned>(at.number(kMaxCommandCount)); };
    if (const auto delay = node.find("answerDelayMicroseconds"))
        faults.answerDelay = std::chrono::microseconds(delay->number(60'000'000));
    if (const auto after = node.find("muteAfter"))
        faults.muteAfter = count(*after);
    if (const auto after = node.find("powerLostAfter"))
        faults.powerLostAfter = count(*after);
    if (const auto words = node.find("wrongStatusWords"))
        for (const auto& [key, word] : words->members()) {
            if (key.empty() || key.size() > 6 || key.find_first_not_of("0123456789") != std::string::npos)
                word.fail(R"(the key is not the number of a command; write for instance "3": "6F00")");
            faults.wrongStatusWords[static_cast<unsigned>(std::stoul(key))] = word.word();
        }
    if (const auto fifth = node.find("t0FifthByte"))
        faults.t0FifthByte = fifth->flag();
    return faults;
}

CardSettings settingsFrom(const Node& node) {
    node.allow({"blockedStatus", "admin", "terminalAuthentication", "faults"});
    CardSettings settings;
    if (const auto status = node.find("blockedStatus"))
        settings.blockedStatus = status->oneOf<std::uint16_t>({{"6984", 0x6984}, {"6983", 0x6983}});
    if (const auto admin = node.find("admin"))
        settings.admin = admin->flag();
    if (const auto terminal = node.find("terminalAuthentication"))
        settings.terminalAuthentication = terminal->flag();
    if (const auto faults = node.find("faults"))
        settings.faults = faultsFrom(*faults);
    return settings;
}

void readIssuer(const Node& node, CardImage& image) {
    node.allow({"key", "tries"});
    if (const auto key = node.find("key")) {
        Bytes bytes = key->hex();
        const WipeOnExit wiper(bytes);
        if (bytes.size() != 16)
            key->fail("an issuer key has 16 bytes; write 32 hexadecimal digits");
        image.issuerKey = SecretBytes(bytes);
    }
    image.issuerTries = static_cast<unsigned>(node.at("tries").number(10));
}

CardImage imageFrom(const Node& node) {
    node.allow({"format", "atr", "lifecycle", "settings", "issuer", "dataObjects", "applications"});
    node.at("format").oneOf<bool>({{"kaomado-card/1", true}});
    CardImage image;
    image.atr = node.at("atr").hex();
    if (image.atr.size() < 2 || image.atr.size() > 33)
        node.at("atr").fail("an answer to reset has 2 to 33 bytes");
    image.lifecycle = node.at("lifecycle")
                          .oneOf<Lifecycle>({{"initialisation", Lifecycle::Initialisation},
                                             {"operational", Lifecycle::Operational}});
    if (const auto settings = node.find("settings"))
        image.settings = settingsFrom(*settings);
    if (const auto issuer = node.find("issuer"))
        readIssuer(*issuer, image);
    if (const auto objects = node.find("dataObjects"))
        for (const auto& [tag, object] : objects->members())
            image.dataObjects[wordOfKey(tag, object)] = object.hex();
    readApplications(node.at("applications"), image);
    return image;
}
} // namespace

CardImage CardImage::parse(std::string_view json, std::string_view name) {
    Json document = parseStrictly(json, name);
    try {
        CardImage image = imageFrom(Node(document, name));
        wipeTexts(document);
        return image;
    } catch (...) {
        wipeTexts(document);
        throw;
    }
}

} // namespace kaomado::emulator
