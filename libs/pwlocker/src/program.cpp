// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pwlocker/program.hpp"

#include "screens.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::pwlocker {

namespace {
constexpr std::string_view kInOperation = "in_operation";

class Run {
public:
    Run(const Request& request, const Surroundings& with) : request_(request), with_(with), screens_(with) {}

    Exit go() {
        const Exit exit = work();
        if (request_.json)
            with_.console.report(json(exit));
        if (!request_.json && !request_.statusOnly && !request_.yes) {
            screens_.line("press_key");
            with_.console.waitForKey();
        }
        return exit;
    }

private:
    Exit work() {
        if (const auto why = refusedOutright())
            return stop(*why, Exit::Refused);
        try {
            card_ = with_.cards.open();
            state_ = lock::readState(*card_, with_.pins);
            pins_ = linesOf(*state_, language());
            checkCard();
        } catch (const Error& error) {
            return stop(Failure::of(error, language()), exitOf(error));
        }
        return request_.statusOnly ? showState() : askAndLock();
    }

    /// Conditions that need no card (R-LOCK-02, R-LOCK-04, R-TIME-08, R-SET-06).
    std::optional<Failure> refusedOutright() const {
        const Texts& texts = with_.texts;
        if (!with_.settings.marker.empty() && !std::filesystem::exists(with_.settings.marker))
            return Failure{texts.of("not_prepared_title"),
                           {},
                           texts.of("not_prepared", {{"marker", with_.settings.marker.string()}}),
                           "not-prepared",
                           {}};
        if (request_.operatingStatus && *request_.operatingStatus != kInOperation)
            return Failure{texts.of("not_in_operation_title"),
                           {},
                           texts.of("not_in_operation", {{"status", *request_.operatingStatus}}),
                           "not-in-operation",
                           {}};
        return std::nullopt;
    }

    /// What must hold before the question is put; the lock checks it again (R-LOCK-14, R-SET-01).
    void checkCard() const {
        if (request_.expect && *request_.expect != state_->fingerprint)
            throw Error(Fault::WrongCard, "expected " + *request_.expect + ", found " + state_->fingerprint);
        if (!request_.statusOnly && state_->signatureCertificate.value_or(false) &&
            with_.settings.refuseWithSignatureCertificate)
            throw Error(Fault::SignatureOnCard, "JPKI 0008 reports a signature certificate");
    }

    Exit showState() {
        screens_.card(*state_);
        screens_.line(state_->allLocked() ? "all_locked" : "not_all_locked");
        screens_.states(pins_);
        if (state_->signatureCertificate.value_or(false))
            screens_.line("signature_warning");
        return state_->allLocked() ? Exit::Locked : Exit::Partial;
    }

    Exit askAndLock() {
        screens_.card(*state_);
        if (state_->signatureCertificate.value_or(false))
            screens_.line("signature_warning");
        if (!request_.yes && !screens_.confirmed()) {
            screens_.line("cancelled");
            return Exit::Cancelled;
        }
        try {
            card_->reset(); // a card held idle for seconds may have been reset by the system; begin anew
            report_ =
                lock::lockAll(*card_, with_.pins,
                              {.expect = state_->fingerprint,
                               .allowSignatureCertificate = !with_.settings.refuseWithSignatureCertificate});
        } catch (const Error& error) {
            const Exit exit = stop(Failure::of(error, language()), exitOf(error));
            readWhenBack(error);
            return exit;
        }
        pins_ = linesOf(*report_, language());
        return report_->allLocked() ? success() : incomplete();
    }

    Exit success() {
        screens_.line("locked");
        screens_.lockedList(pins_);
        screens_.line("no_unlock");
        return Exit::Locked;
    }

    Exit incomplete() {
        if (report_->fault) {
            failure_ = Failure::of(*report_->fault, language());
            screens_.failure(*failure_);
        }
        screens_.line("partial");
        screens_.states(pins_);
        if (!report_->proven)
            screens_.line("unproven");
        screens_.whereToTurn();
        if (report_->fault)
            readWhenBack(*report_->fault);
        return report_->fault ? Exit::Failed : Exit::Partial;
    }

    /// Ends a run that has spent no try.
    Exit stop(const Failure& failure, Exit exit) {
        failure_ = failure;
        screens_.failure(failure);
        screens_.line("untouched");
        if (!pins_.empty())
            screens_.states(pins_);
        screens_.whereToTurn();
        return exit;
    }

    /// A card that left is read again when it is back, so that nobody has to guess (R-LOCK-15).
    void readWhenBack(const Error& error) {
        const bool left = error.fault() == Fault::CardRemoved || error.fault() == Fault::CardMute ||
                          error.fault() == Fault::ReaderGone;
        if (!left || !with_.console.interactive() || request_.yes)
            return;
        screens_.line("put_back");
        card_.reset();
        try {
            if (!with_.cards.waitForCard(with_.settings.waitForCard)) {
                screens_.line("not_back");
                return;
            }
            card_ = with_.cards.open();
            const lock::StateReport fresh = lock::readState(*card_, with_.pins);
            if (fresh.fingerprint != state_->fingerprint) {
                screens_.line("other_card");
                return;
            }
            pins_ = linesOf(fresh, language());
            screens_.line("read_again");
            screens_.states(pins_);
        } catch (const Error& again) {
            screens_.failure(Failure::of(again, language()));
            screens_.line("not_back");
        }
    }

    static Exit exitOf(const Error& error) {
        const bool condition = error.fault() == Fault::WrongCard || error.fault() == Fault::SignatureOnCard;
        return condition ? Exit::Refused : Exit::Failed;
    }

    std::string json(Exit exit) const;
    const char* resultName(Exit exit) const;
    Language language() const { return with_.texts.language(); }

    const Request& request_;
    const Surroundings& with_;
    Screens screens_;
    std::unique_ptr<card::Card> card_;
    std::optional<lock::StateReport> state_;
    std::optional<lock::LockReport> report_;
    std::optional<Failure> failure_;
    std::vector<PinLine> pins_;
};

const char* Run::resultName(Exit exit) const {
    switch (exit) {
    case Exit::Locked:
        return "locked";
    case Exit::Cancelled:
        return "cancelled";
    case Exit::Partial:
        return request_.statusOnly ? "not-locked" : "partial";
    case Exit::Refused:
        return "refused";
    case Exit::Failed:
    case Exit::Usage:
    case Exit::Config:
        break;
    }
    return "failed";
}

const char* nameOf(lock::PinOutcome outcome) {
    return outcome == lock::PinOutcome::Locked      ? "locked"
           : outcome == lock::PinOutcome::NotLocked ? "not-locked"
                                                    : "unknown";
}

nlohmann::ordered_json jsonOf(const PinLine& pin) {
    nlohmann::ordered_json references = nlohmann::ordered_json::array();
    for (const lock::ReferenceState& reference : pin.references) {
        const std::uint8_t id[] = {static_cast<std::uint8_t>(reference.where.file >> 8U),
                                   static_cast<std::uint8_t>(reference.where.file & 0xFFU)};
        nlohmann::ordered_json entry{{"app", std::string(card::nameOf(reference.where.app))},
                                     {"file", toHex(id)}};
        entry["tries"] = reference.tries ? nlohmann::ordered_json(*reference.tries) : nullptr;
        references.push_back(std::move(entry));
    }
    return {{"id", pin.id},
            {"name", pin.name},
            {"state", nameOf(pin.outcome)},
            {"references", std::move(references)}};
}

std::string Run::json(Exit exit) const {
    nlohmann::ordered_json out{{"result", resultName(exit)}, {"exit", static_cast<int>(exit)}};
    if (failure_)
        out["failure"] = {{"code", failure_->code}, {"title", failure_->title}, {"remedy", failure_->remedy}};
    if (state_) {
        out["card"] = {{"fingerprint", state_->fingerprint}, {"expiry", toIso(state_->card.expiry)}};
        const auto presence = state_->signatureCertificate;
        out["card"]["signature_certificate"] = presence ? nlohmann::ordered_json(*presence) : nullptr;
    }
    out["proven"] = report_ ? report_->proven : state_.has_value();
    out["pins"] = nlohmann::ordered_json::array();
    for (const PinLine& pin : pins_)
        out["pins"].push_back(jsonOf(pin));
    return out.dump(2) + "\n";
}
} // namespace

Exit run(const Request& request, const Surroundings& with) {
    return Run(request, with).go();
}

} // namespace kaomado::pwlocker
