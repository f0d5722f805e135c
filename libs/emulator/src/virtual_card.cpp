// SPDX-License-Identifier: Apache-2.0
#include "kaomado/emulator/virtual_card.hpp"

#include "handlers.hpp"

namespace kaomado::emulator {

namespace {
bool always(const CardSettings&) {
    return true;
}
bool whenAdmin(const CardSettings& settings) {
    return settings.admin;
}
bool whenTerminal(const CardSettings& settings) {
    return settings.terminalAuthentication;
}
bool whenEither(const CardSettings& settings) {
    return settings.admin || settings.terminalAuthentication;
}

/// Both use EXTERNAL / MUTUAL AUTHENTICATE; which one is meant is known from the selected application.
Response authenticate(Core& core, const Command& command) {
    if (core.session.adminMode)
        return mutualAuthenticate(core, command);
    return core.image.settings.terminalAuthentication ? terminalProof(core, command) : status(0x6D00);
}

Response getResponse(Core& core, const Command& command) {
    if (command.p1 != 0 || command.p2 != 0)
        return status(0x6A86);
    if (core.session.waiting.empty())
        return status(0x6985);
    if (!command.le || (!takesAll(command) && *command.le > core.session.waiting.size()))
        return status(0x6700);
    const auto count = std::min<std::size_t>(*command.le, core.session.waiting.size());
    const auto end = core.session.waiting.begin() + static_cast<std::ptrdiff_t>(count);
    Bytes part(core.session.waiting.begin(), end);
    core.session.waiting.erase(core.session.waiting.begin(), end);
    return done(std::move(part));
}

/// The instructions of the card. @source SRC-CARD-COMMANDS
struct Row {
    std::uint8_t cla, ins;
    Response (*handler)(Core&, const Command&);
    bool (*available)(const CardSettings&) = always;
};
constexpr Row kInstructions[] = {
    {0x00, 0xA4, select},
    {0x00, 0xB0, readBinary},
    {0x00, 0xB2, readRecord},
    {0x00, 0x20, verify},
    {0x00, 0x24, changeReferenceData},
    {0x80, 0x32, changeKey},
    {0x80, 0x2A, computeSignature},
    {0x00, 0x88, internalAuthenticate},
    {0x00, 0x84, getChallenge},
    {0x00, 0xCA, getData},
    {0x00, 0xC0, getResponse},
    {0x80, 0xA2, terminalCertificate, whenTerminal},
    {0x00, 0x82, authenticate, whenEither},
    {0x00, 0x2C, resetRetryCounter, whenAdmin},
    {0x80, 0x2C, clearReference, whenAdmin},
    {0x00, 0xD6, updateBinary, whenAdmin},
    {0x80, 0xE4, closePersonalisation, whenAdmin},
    {0x80, 0xE0, certificateSlot, whenAdmin},
};

/// A class byte that names another logical channel: 1–3 in its low bits, 4–19 with bit 7.
bool otherChannel(std::uint8_t cla) {
    return (cla & 0x40U) != 0 ? cla < 0x80 : (cla & 0x03U) != 0;
}

Response dispatch(Core& core, const Command& command) {
    if (otherChannel(command.cla))
        return status(0x6881);
    if (command.cla != 0x00 && command.cla != 0x80)
        return status(0x6E00); // chaining and messaging (CLA 08) are not among what this card offers
    for (const Row& row : kInstructions)
        if (row.cla == command.cla && row.ins == command.ins && row.available(core.image.settings))
            return row.handler(core, command);
    return status(0x6D00);
}

/// Data for a command that asked for none by T=0 framing are kept for GET RESPONSE.
Response keepUnasked(Core& core, const Command& command, Response response) {
    if (command.le || response.data.empty())
        return response;
    const std::size_t size = response.data.size();
    core.session.waiting = std::move(response.data);
    return status(static_cast<std::uint16_t>(0x6100U | (size > 255 ? 0U : size)));
}

Response answer(Core& core, ByteView apdu) {
    const Bytes withFifthByte = [&] {
        Bytes copy;
        if (apdu.size() == 4 && core.image.settings.faults.t0FifthByte) {
            copy.assign(apdu.begin(), apdu.end());
            copy.push_back(0x00);
        }
        return copy;
    }();
    const auto command = card::decode(withFifthByte.empty() ? apdu : withFifthByte);
    if (!command)
        return status(0x6700);
    if (command->ins != 0xC0)
        core.session.waiting.clear();
    return keepUnasked(core, *command, dispatch(core, *command));
}

void keepChanges(Core& core) {
    if (!core.changed)
        return;
    core.changed = false;
    if (!core.persist)
        return;
    try {
        core.persist(core.image);
    } catch (...) {
        core.dead = true;
        core.session = Session{};
        throw;
    }
}
} // namespace

Persist saveTo(std::filesystem::path path) {
    return [path = std::move(path)](const CardImage& image) { image.save(path); };
}

SecretBytes newRsaKey() {
    return crypto::KeyPair::generate().toPkcs8();
}

Chip::Chip(CardImage image, Persist persist, KeySource keys)
    : core_(std::make_unique<Core>(
          Core{std::move(image), std::move(persist), std::move(keys), {}, {}, {}, {}})) {}

Chip::~Chip() = default;

void Chip::powerOn() {
    core_->session = Session{};
    core_->session.powered = !core_->dead;
}

void Chip::powerOff() {
    core_->session = Session{};
}

void Chip::reset() {
    powerOn();
}

bool Chip::powered() const {
    return core_->session.powered;
}

Bytes Chip::atr() const {
    return core_->image.atr;
}

const CardImage& Chip::image() const {
    return core_->image;
}

CardFaults& Chip::faults() {
    return core_->image.settings.faults;
}

std::optional<Bytes> Chip::process(ByteView apdu) {
    Core& core = *core_;
    if (!core.session.powered)
        return std::nullopt;
    const unsigned number = ++core.session.commands;
    const CardFaults& faults = core.image.settings.faults;
    if (faults.muteAfter && number > *faults.muteAfter)
        return std::nullopt;
    const Response response = answer(core, apdu);
    keepChanges(core);
    if (faults.powerLostAfter == number) {
        powerOff();
        return std::nullopt;
    }
    if (const auto wrong = faults.wrongStatusWords.find(number); wrong != faults.wrongStatusWords.end())
        return card::encode(status(wrong->second));
    return card::encode(response);
}

} // namespace kaomado::emulator
