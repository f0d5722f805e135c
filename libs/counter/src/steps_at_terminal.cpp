// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/text.hpp"
#include "step_functions.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

constexpr std::string_view kPartialCheck =
    "券面の記載事項の一部を読み取れないため、無作為の暗証番号との照合は一部だけ行いました。";

constexpr std::string_view kInterrupted = "古い証明書は失効しましたが、新しい証明書を発行できませんでした。健"
                                          "康保険証としての利用が中断することを本人に説明してください。";

procedure::Word wordFor(RevocationStatus status) {
    switch (status) {
    case RevocationStatus::Good:
        return procedure::Word("good");
    case RevocationStatus::Revoked:
        return procedure::Word("revoked");
    case RevocationStatus::Unknown:
        return procedure::Word("unknown");
    }
    throw Error(Fault::Internal, "a revocation status without a word");
}

/// What is printed, as far as it was typed in or the chip tells without any PIN.
PrintedItems knownItems(StepRun& run) {
    PrintedItems items = run.with.pad.printedItems();
    const chip::ChipReading reading =
        chip::readChip(run.session.card(), run.with.clock, run.with.terminalName);
    if (reading.cardExpiry)
        items.expiries.push_back(*reading.cardExpiry);
    if (reading.userAuth)
        items.expiries.push_back(dayInJapan(reading.userAuth->notAfter));
    return items;
}

/// With the value just set the chip itself tells the number, the birth date and the address; no try is at
/// stake.
void readPrinted(PrintedItems& items, card::Card& card, const card::Pin& pin) {
    constexpr card::Reference kTextPin{card::App::Text, card::file::kTextPin};
    if (!std::holds_alternative<card::Verified>(card::verify(card, kTextPin, pin)))
        return;
    if (const auto number = card::readNumber(card))
        items.individualNumber = SecretBytes(number->bytes());
    if (const auto attributes = card::readAttributes(card)) {
        items.birth = attributes->birth;
        items.address = attributes->address;
    }
    card.reset();
}

} // namespace

void askCertificateStatus(StepRun& run) {
    if (const auto status = run.with.terminal.userCertificateStatus(run.session))
        run.facts.insert_or_assign("cert_status", wordFor(*status));
}

/// Read again immediately before the lock, whatever was seen earlier (R-SET-11).
void askOperatingStatus(StepRun& run) {
    if (const auto status = run.with.terminal.operatingStatus(run.session)) {
        const bool running = *status == OperatingStatus::InOperation;
        run.facts.insert_or_assign("operating_status",
                                   procedure::Word(running ? "in_operation" : "not_in_operation"));
    }
}

void workAtTerminal(StepRun& run) {
    run.facts.try_emplace("work_place", procedure::Word("integrated_terminal"));
}

std::optional<std::string> discardSignature(StepRun& run) {
    run.with.terminal.discardSignatureCertificate(run.session);
    return std::nullopt;
}

std::optional<std::string> renewUserCertificate(StepRun& run) {
    if (run.with.terminal.renewUserCertificate(run.session) == Renewal::Done)
        return std::nullopt;
    run.notes.emplace_back(kInterrupted);
    return "issue_failed";
}

std::optional<std::string> processIssuance(StepRun& run) {
    run.with.terminal.processIssuance(run.session);
    return std::nullopt;
}

std::optional<std::string> updateFaceItems(StepRun& run) {
    run.with.terminal.updateFaceItems(run.session);
    return std::nullopt;
}

/// Nobody needs the value again: it is forgotten as soon as the terminal has it (R-PIN-06, R-PIN-07).
std::optional<std::string> setRandomPin(StepRun& run) {
    auto failure = setProvisionalPin(run);
    run.provisional.reset();
    return failure;
}

std::optional<std::string> revokeSignature(StepRun& run) {
    run.with.terminal.revokeSignatureCertificate(run.session);
    return std::nullopt;
}

std::optional<std::string> initialisePins(StepRun& run) {
    run.provisional.reset();
    run.with.terminal.initialisePins(run.session);
    return std::nullopt;
}

/// Drawn here and shown once, or chosen by staff. Kept by nobody: whoever needs the value has it in mind
/// (R-PIN-06, R-PIN-07).
std::optional<std::string> setCommonPinByHand(StepRun& run) {
    if (!run.with.terminal.showsCommonPin()) {
        run.with.terminal.setCommonPin(run.session, nullptr);
        return std::nullopt;
    }
    const ForbiddenPins known(knownItems(run));
    const DrawnPin drawn = drawPin(known, run.with.random);
    run.with.terminal.setCommonPin(run.session, &drawn.pin);
    if (!known.checkedEverything())
        run.notes.emplace_back(kPartialCheck);
    run.said.insert_or_assign("pin_redraws",
                              procedure::Count(std::min(drawn.redraws, procedure::Count::kMax)));
    run.said.insert_or_assign("pin_check_partial", !known.checkedEverything());
    return std::nullopt;
}

std::optional<std::string> setProvisionalPin(StepRun& run) {
    run.provisional.reset();
    if (!run.with.terminal.takesPins())
        return setCommonPinByHand(run);
    PrintedItems items = knownItems(run);
    unsigned redraws = 0;
    for (;;) {
        DrawnPin drawn = drawPin(ForbiddenPins(items), run.with.random);
        run.with.terminal.setCommonPin(run.session, &drawn.pin);
        redraws += drawn.redraws;
        readPrinted(items, run.session.card(), drawn.pin);
        const ForbiddenPins known(items);
        if (known.refusalOf(drawn.pin)) { // printed on the card after all
            ++redraws;
            continue;
        }
        if (!known.checkedEverything())
            run.notes.emplace_back(kPartialCheck);
        run.notes.push_back("無作為の暗証番号を設定しました（引き直し" + std::to_string(redraws) + "回）。");
        run.said.insert_or_assign("pin_redraws", procedure::Count(std::min(redraws, procedure::Count::kMax)));
        run.said.insert_or_assign("pin_check_partial", !known.checkedEverything());
        run.provisional.emplace(std::move(drawn.pin));
        return std::nullopt;
    }
}

std::optional<std::string> setResidentPins(StepRun& run) {
    if (!run.with.terminal.takesPins()) {
        run.with.terminal.setChosenPins(run.session, {});
        return std::nullopt;
    }
    const auto& pins = run.with.rulebook.pins.pins;
    std::vector<card::Pin> values;
    values.reserve(pins.size());
    std::vector<PinToSet> toSet;
    for (const lock::SetPin& pin : pins) {
        values.push_back(run.with.pad.newPin(pin.id));
        if (!isFourDigits(values.back()))
            throw Error(Fault::BadInput, pin.id + ": a PIN is four digits");
    }
    for (std::size_t i = 0; i < pins.size(); ++i)
        toSet.push_back({pins[i].id, values[i]});
    run.with.terminal.setChosenPins(run.session, toSet);
    return std::nullopt;
}

std::optional<std::string> loadSignature(StepRun& run) {
    if (!run.with.terminal.takesPins()) {
        run.with.terminal.issueSignatureCertificate(run.session, nullptr);
        return std::nullopt;
    }
    const card::Pin password = run.with.pad.newSignaturePassword();
    if (!isSignaturePassword(password))
        throw Error(Fault::BadInput,
                    "the signature password has 6 to 16 characters of A-Z and 0-9, at least one of each");
    run.with.terminal.issueSignatureCertificate(run.session, &password);
    return std::nullopt;
}

bool isFourDigits(const card::Pin& value) {
    constexpr std::size_t kDigits = 4;
    return value.bytes().size() == kDigits &&
           std::ranges::all_of(value.bytes(), [](std::uint8_t c) { return c >= '0' && c <= '9'; });
}

bool isSignaturePassword(const card::Pin& value) {
    constexpr std::size_t kLeast = 6;
    const auto isDigit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
    const auto isCapital = [](std::uint8_t c) { return c >= 'A' && c <= 'Z'; };
    const ByteView bytes = value.bytes();
    return bytes.size() >= kLeast && bytes.size() <= card::Pin::kMaxBytes &&
           std::ranges::any_of(bytes, isDigit) && std::ranges::any_of(bytes, isCapital) &&
           std::ranges::all_of(bytes, [&](std::uint8_t c) { return isDigit(c) || isCapital(c); });
}

} // namespace kaomado::counter
