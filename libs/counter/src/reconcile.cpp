// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/reconcile.hpp"

#include "embedded/reconcile_json.hpp"
#include "recorded_card.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace kaomado::counter {

namespace {

using chip::ChipReading;

Disagreement disagreement(const std::string& code, const std::string& caseId) {
    static const nlohmann::json kTexts = nlohmann::json::parse(embedded::reconcile_json());
    const nlohmann::json& text = kTexts.at(code);
    return {code,
            caseId,
            text.at("what").get<std::string>(),
            text.at("todo").get<std::string>(),
            text.at("rules").get<std::vector<std::string>>(),
            text.at("keep").get<bool>()};
}

std::optional<unsigned> triesAt(const ChipReading& reading, const card::Reference& where) {
    const auto all = card::allReferences();
    const auto found = std::ranges::find(all, where, &card::NamedReference::where);
    return found == all.end() ? std::nullopt : reading.triesOf(found->id);
}

/// The references of the PIN set, as one reading shows them.
struct Pins {
    bool readable = true, allLocked = true, anyOpen = false;

    Pins(const ChipReading& reading, const lock::PinSet& set) {
        for (const lock::SetPin& pin : set.pins)
            for (const lock::Target& target : pin.targets) {
                const auto tries = triesAt(reading, target.where);
                readable = readable && tries.has_value();
                allLocked = allLocked && tries == 0U;
                anyOpen = anyOpen || tries.value_or(0) > 0;
            }
    }
};

class Comparison {
public:
    Comparison(const std::vector<RecordedCase>& cases, const ChipReading& reading,
               const procedure::Rulebook& rulebook)
        : cases_(cases), reading_(reading), rulebook_(rulebook), pins_(reading, rulebook.pins) {}

    std::vector<Disagreement> run() {
        if (!pins_.readable)
            add("unreadable");
        twoOpenCases();
        const auto telling =
            std::ranges::find_if(cases_, [](const RecordedCase& c) { return changesTheRecord(c.state); });
        if (telling == cases_.end())
            unknown();
        else
            compare(*telling);
        return std::move(found_);
    }

private:
    void add(const char* code, const std::string& caseId = {}) {
        found_.push_back(disagreement(code, caseId));
    }

    void twoOpenCases() {
        const auto open = [](const RecordedCase& c) { return c.state.phase != procedure::Phase::Closed; };
        if (std::ranges::count_if(cases_, open) > 1)
            for (const RecordedCase& one : cases_)
                if (open(one))
                    add("two_open_cases", one.id);
    }

    /// Cases that were given up before anything was done tell nothing of the card.
    void unknown() { add(pins_.readable && pins_.allLocked ? "card_unknown_locked" : "card_unknown"); }

    void compare(const RecordedCase& one) {
        switch (recordedMode(one.state, rulebook_)) {
        case RecordedMode::FaceAuth:
            if (pins_.anyOpen)
                add("pins_open", one.id);
            if (reading_.signaturePresent == true)
                add("signature_on_card", one.id);
            break;
        case RecordedMode::Normal:
            if (pins_.readable && pins_.allLocked)
                add("normal_card_locked", one.id);
            break;
        case RecordedMode::Open:
            openCase(one);
            break;
        case RecordedMode::Unknown:
            break;
        }
        certificate(one);
    }

    void openCase(const RecordedCase& one) {
        using At = procedure::StepState::At;
        add(pins_.anyOpen ? "open_case_card_normal" : "open_case", one.id);
        if (std::ranges::any_of(one.state.steps, [](const auto& s) { return s.second.at == At::Running; }))
            add("interrupted_step", one.id);
        else if (const auto last = newestReading(one.state); last && differs(*last))
            add("chip_changed", one.id);
    }

    bool differs(const ChipReading& last) const {
        for (const lock::SetPin& pin : rulebook_.pins.pins)
            for (const lock::Target& target : pin.targets) {
                const auto before = triesAt(last, target.where), now = triesAt(reading_, target.where);
                if (before && now && before != now)
                    return true;
            }
        return last.signaturePresent && reading_.signaturePresent &&
               last.signaturePresent != reading_.signaturePresent;
    }

    void certificate(const RecordedCase& one) {
        if (!one.state.observation || one.state.observation->userCertificate.empty())
            return;
        if (reading_.userAuthPresent == false && !reading_.userAuth)
            add("certificate_gone", one.id);
        else if (reading_.userAuth && reading_.userAuth->serial != one.state.observation->userCertificate)
            add("certificate_differs", one.id);
    }

    const std::vector<RecordedCase>& cases_;
    const ChipReading& reading_;
    const procedure::Rulebook& rulebook_;
    const Pins pins_;
    std::vector<Disagreement> found_;
};

} // namespace

Reconciliation reconcile(const std::vector<RecordedCase>& cases, const ChipReading& reading,
                         const procedure::Rulebook& rulebook) {
    if (reading.fingerprint.empty())
        throw Error(Fault::CardUnidentified, "the card does not tell its serial number");
    Reconciliation result{reading.fingerprint, {}, Comparison(cases, reading, rulebook).run()};
    for (const RecordedCase& one : cases)
        result.cases.push_back(one.id);
    return result;
}

Reconciliation reconcile(const CaseList& list, const CaseStore& store, std::string_view municipality,
                         const ChipReading& reading, const procedure::Rulebook& rulebook) {
    std::vector<RecordedCase> cases;
    for (const CaseSummary& summary : list.ofCard(municipality, reading.fingerprint))
        cases.push_back({summary.key.id, procedure::fold(store.read(summary.key))});
    return reconcile(cases, reading, rulebook);
}

} // namespace kaomado::counter
