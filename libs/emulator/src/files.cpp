// SPDX-License-Identifier: Apache-2.0
// Finding and reading files. @source SRC-CARD-COMMANDS SRC-CARD-SW (card.md §1, §4, §5)
#include "handlers.hpp"
#include "kaomado/card/tlv.hpp"

#include <algorithm>

namespace kaomado::emulator {

namespace {
constexpr std::array<std::uint8_t, 7> kManagerAid{0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00};
constexpr std::size_t kShortestPrefix = 5; // a registered provider identifier

bool prefixOf(ByteView full, ByteView given) {
    return given.size() >= kShortestPrefix && given.size() <= full.size() &&
           std::ranges::equal(given, full.first(given.size()));
}

bool hasApp(const CardImage& image, card::App app) {
    const auto first = image.files.lower_bound({app, 0});
    return first != image.files.end() && first->first.first == app;
}

/// Selecting ends every security status but the issuer's, which is card-wide.
void enter(Session& session, std::optional<card::App> app, bool adminMode) {
    session.app = app;
    session.adminMode = adminMode;
    session.file.reset();
    session.verified.clear();
    session.challenge.clear();
    session.terminalCertificate.clear();
    session.terminalKey.reset();
}

Response selected(const Command& command, ByteView aid) {
    if (command.p2 == 0x0C || !command.le)
        return done();
    return done(card::makeTlv(0x6F, card::makeTlv(0x84, aid)));
}

Response selectApplication(Core& core, const Command& command) {
    if (command.p2 != 0x0C && command.p2 != 0x00)
        return status(0x6A86);
    if (command.data.empty() || command.data.size() > 16)
        return status(0x6700);
    if (selectsAdminMode(core, command.data)) {
        enter(core.session, std::nullopt, true);
        return selected(command, command.data);
    }
    for (const card::App app : card::kAllApps) {
        const auto aid = card::aidOf(app);
        if (prefixOf(aid, command.data) && hasApp(core.image, app)) {
            enter(core.session, app, false);
            return selected(command, aid);
        }
    }
    if (!prefixOf(kManagerAid, command.data))
        return status(0x6A82);
    enter(core.session, std::nullopt, false);
    return selected(command, kManagerAid);
}

Response selectMasterFile(const Core& core, const Command& command) {
    if (!command.data.empty())
        return status(0x6A82); // 3F00 too
    return status(core.session.app ? 0x9000 : 0x6A86);
}

Response selectElementaryFile(Core& core, const Command& command) {
    if (command.p2 != 0x0C)
        return status(0x6A86);
    if (command.data.size() != 2)
        return status(0x6700);
    const auto id = static_cast<card::FileId>(command.data[0] << 8U | command.data[1]);
    const Found found = id <= 0x1E ? fileByShortId(core, id, 0x6A82) : Found{.refusal = 0x6A82};
    if (found.file == nullptr)
        return status(found.refusal);
    core.session.file = id;
    return done();
}

/// The stored bytes from an offset.
Response portion(ByteView content, std::size_t offset, const Command& command) {
    if (!command.le)
        return status(0x6700);
    if (offset >= content.size())
        return status(0x6B00);
    const ByteView rest = content.subspan(offset);
    const bool tooShort = *command.le > rest.size();
    const ByteView part = rest.first(std::min<std::size_t>(*command.le, rest.size()));
    return {{part.begin(), part.end()},
            {static_cast<std::uint16_t>(tooShort && !takesAll(command) ? 0x6282 : 0x9000)}};
}

/// An object that is given whole or not at all.
Response whole(ByteView object, const Command& command) {
    if (!command.le || *command.le < object.size())
        return status(0x6700);
    return done({object.begin(), object.end()});
}
} // namespace

bool takesAll(const Command& command) {
    return command.le && *command.le == (command.extended ? 65536U : 256U);
}

bool reachable(const Core& core, const CardFile& file) {
    return file.exists || core.image.lifecycle == Lifecycle::Initialisation;
}

Found currentFile(Core& core) {
    if (!core.session.app || !core.session.file)
        return {.refusal = 0x6986};
    CardFile* file = core.image.find(*core.session.app, *core.session.file);
    if (file == nullptr || !reachable(core, *file))
        return {.refusal = 0x6A82}; // taken away by an administrative command since
    return {file, *core.session.file, 0};
}

Found fileByShortId(Core& core, unsigned shortId, std::uint16_t missing) {
    const auto id = static_cast<card::FileId>(shortId);
    CardFile* file = core.session.app && id != 0 ? core.image.find(*core.session.app, id) : nullptr;
    if (file == nullptr || !reachable(core, *file))
        return {.refusal = missing};
    return {file, id, 0};
}

Found fileByP2(Core& core, std::uint8_t p2) {
    if (p2 == 0x80)
        return currentFile(core);
    if (p2 < 0x80 || p2 > 0x9E)
        return {.refusal = 0x6A86};
    return fileByShortId(core, p2 & 0x1FU, 0x6A88);
}

Found ofKind(Found found, FileKind kind) {
    if (found.file != nullptr && found.file->kind != kind)
        return {.refusal = 0x6981};
    return found;
}

bool open(const Core& core, const CardFile& file) {
    return file.opensBy.empty() || std::ranges::any_of(file.opensBy, [&](card::FileId id) {
               return core.session.verified.contains(id);
           });
}

Response select(Core& core, const Command& command) {
    switch (command.p1) {
    case 0x04:
        return selectApplication(core, command);
    case 0x00:
        return selectMasterFile(core, command);
    case 0x02:
        return selectElementaryFile(core, command);
    default:
        return status(0x6A86);
    }
}

Response readBinary(Core& core, const Command& command) {
    const bool byShortId = (command.p1 & 0x80U) != 0;
    if (byShortId && (command.p1 & 0x60U) != 0)
        return status(0x6A86);
    const Found target = byShortId ? fileByShortId(core, command.p1 & 0x1FU, 0x6A82) : currentFile(core);
    if (target.file != nullptr && byShortId)
        core.session.file = target.id;
    const Found found = ofKind(target, FileKind::Transparent);
    if (found.file == nullptr)
        return status(found.refusal);
    if (!open(core, *found.file))
        return status(0x6982);
    const std::size_t offset = byShortId ? command.p2 : p1p2(command);
    return portion(found.file->content, offset, command);
}

Response readRecord(Core& core, const Command& command) {
    const unsigned mode = command.p2 & 0x07U;
    const unsigned shortId = command.p2 >> 3U;
    if (mode != 4 && mode != 5)
        return status(0x6A86);
    const Found target = shortId == 0 ? currentFile(core) : fileByShortId(core, shortId, 0x6A82);
    if (target.file != nullptr)
        core.session.file = target.id;
    const Found found = ofKind(target, FileKind::Records);
    if (found.file == nullptr)
        return status(found.refusal);
    if (!open(core, *found.file))
        return status(0x6982);
    const auto& records = found.file->records;
    if (command.p1 == 0 || command.p1 > records.size())
        return status(0x6A83);
    Bytes answer = records[command.p1 - 1U];
    for (std::size_t i = command.p1; mode == 5 && i < records.size(); ++i)
        append(answer, records[i]);
    return whole(answer, command);
}

Response getData(Core& core, const Command& command) {
    if (core.session.app || core.session.adminMode)
        return status(0x6D00);
    const auto tag = static_cast<std::uint16_t>(p1p2(command));
    const auto object = core.image.dataObjects.find(tag);
    if (object == core.image.dataObjects.end())
        return status(0x6A88);
    return whole(object->second, command);
}

} // namespace kaomado::emulator
