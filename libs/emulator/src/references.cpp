// SPDX-License-Identifier: Apache-2.0
// Key references: presenting, querying, changing. @source SRC-CARD-REFERENCES SRC-CARD-SW (card.md §2, §4–§6)
#include "handlers.hpp"

#include <openssl/crypto.h>

namespace kaomado::emulator {

namespace {
constexpr std::size_t kLongestValue = 16;

bool same(ByteView presented, const SecretBytes& value) {
    return presented.size() == value.size() &&
           CRYPTO_memcmp(presented.data(), value.bytes().data(), value.size()) == 0;
}

/// No data: tries left, also right after a success and when nothing is left. OpenSC refuses a card that
/// answers anything else. T=0 framing brings a fifth byte 00.
Response query(const CardFile& reference, const Command& command) {
    if (command.le && (command.extended || *command.le != 256))
        return status(0x6700);
    return triesAnswer(reference.tries);
}

Response present(Core& core, const Found& found, ByteView value) {
    CardFile& reference = *found.file;
    if (value.size() > kLongestValue)
        return status(0x6700);
    core.session.verified.erase(found.id);
    if (reference.tries == 0)
        return status(core.image.settings.blockedStatus);
    if (!same(value, reference.value)) {
        --reference.tries;
        core.changed = true;
        return triesAnswer(reference.tries);
    }
    core.changed = reference.tries != reference.limit;
    reference.tries = reference.limit;
    core.session.verified.insert(found.id);
    return done();
}

Response change(Core& core, const Command& command, ChangeCommand by) {
    const Found found = ofKind(fileByP2(core, command.p2), FileKind::Reference);
    if (found.file == nullptr)
        return status(found.refusal);
    CardFile& reference = *found.file;
    if (reference.changedBy != by)
        return status(0x6981);
    if (!core.session.verified.contains(found.id))
        return status(0x6982);
    if (command.data.empty() || command.data.size() > kLongestValue)
        return status(0x6700);
    if (!reference.form.accepts(command.data))
        return status(0x6A80);
    reference.value = SecretBytes(command.data);
    reference.tries = reference.limit;
    core.changed = true;
    return done();
}
} // namespace

Response verify(Core& core, const Command& command) {
    if (command.p1 != 0)
        return status(0x6A86);
    const Found found = ofKind(fileByP2(core, command.p2), FileKind::Reference);
    if (found.file == nullptr)
        return status(found.refusal);
    return command.data.empty() ? query(*found.file, command) : present(core, found, command.data);
}

Response changeReferenceData(Core& core, const Command& command) {
    return command.p1 == 0x01 ? change(core, command, ChangeCommand::ChangeReferenceData) : status(0x6A86);
}

Response changeKey(Core& core, const Command& command) {
    return command.p1 == 0x00 ? change(core, command, ChangeCommand::ChangeKey) : status(0x6A86);
}

} // namespace kaomado::emulator
