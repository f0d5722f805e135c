// SPDX-License-Identifier: Apache-2.0
// From the card's signature to the result on the receipt computer.
#include "move.hpp"

namespace kaomado::station {

void Move::operator()(const CardSigned& input) {
    if (!in(State::CardAuth))
        return;
    if (!input.done)
        return end(State::CardError, Notice::TakeOutOfCover);
    go(State::CertCheck);
    want(Effect::CheckCertificate);
}

void Move::operator()(const CertificateChecked& input) {
    if (!in(State::CertCheck))
        return;
    if (!input.found)
        return end(State::Outage, Notice::ServiceSilent);
    run().certificate = input.found;
    if (*input.found == Certificate::Revoked)
        return end(State::CertRejected, Notice::CertificateRevoked);
    if (*input.found == Certificate::Ended)
        return end(State::CertRejected, Notice::CertificateEnded);
    ask();
}

void Move::ask() {
    run().queries = 1;
    go(State::Eligibility);
    want(Effect::AskEligibility);
}

void Move::operator()(const Answered& input) {
    if (!in(State::Eligibility) || input.runId != run().id)
        return; // of a holder who has gone
    run().answer = input.answer;
    if (run().certificate == Certificate::Grace)
        run().answer->informationAllowed = false;
    if (!input.answer.registered)
        return go(State::RegisterOffer); // first registration is the reader's work (R-MED-03)
    afterAnswer();
}

void Move::operator()(const RegisterChosen& input) {
    if (!in(State::RegisterOffer))
        return;
    if (!input.yes) {
        run().answer.reset(); // without registration there is nothing to tell about the person (R-MED-08)
        return end(State::Help, Notice::NotRegistered);
    }
    want(Effect::Register);
    ask();
}

/// Information only with the holder's consent (R-MED-02); whoever refuses is as eligible as before
/// (R-MED-06).
void Move::afterAnswer() {
    for (const ConsentItem& item : settings_.items)
        run().consents[item.id] = Decision::NotAsked;
    const bool valid = run().answer->validity == Validity::Valid;
    bool anything = false;
    for (const ConsentItem& item : settings_.items)
        anything = anything || item.asked;
    if (valid && run().answer->informationAllowed && anything)
        return go(State::Consent, noticeOfAnswer());
    deliver();
}

void Move::operator()(const ConsentChosen& input) {
    if (!in(State::Consent))
        return;
    std::map<std::string, Decision> chosen = run().consents;
    for (const ConsentItem& item : settings_.items) {
        const auto decision = input.items.find(item.id);
        const bool decided = decision != input.items.end() && decision->second != Decision::NotAsked;
        if (item.asked && !decided)
            return; // nothing is taken for granted
        if (item.asked)
            chosen[item.id] = decision->second;
    }
    run().consents = std::move(chosen);
    run().consentStored = true;
    want(Effect::StoreConsent);
    deliver();
}

Notice Move::noticeOfAnswer() const {
    if (station_.run.answer && station_.run.answer->validity != Validity::Valid)
        return Notice::AskInsurer;
    if (station_.run.certificate == Certificate::Ending)
        return Notice::CertificateEnding;
    if (station_.run.certificate == Certificate::Grace)
        return Notice::CertificateInGrace;
    return Notice::None;
}

void Move::deliver() {
    go(State::Deliver, noticeOfAnswer());
    run().reminded = now_;
    want(Effect::WriteResult);
}

void Move::operator()(const ResultWritten& input) {
    if (!in(State::Deliver))
        return;
    if (!input.done) {
        if (run().notice != Notice::DeliveryFailed)
            want(Effect::RaiseAlarm);
        run().notice = Notice::DeliveryFailed;
        return;
    }
    const bool gone = run().cardGone;
    end(State::RemoveCard, noticeOfAnswer());
    if (gone)
        leave();
}

void Move::operator()(const NoteChosen&) {
    if (!in(State::Outage))
        return;
    want(Effect::NoteFourItems);
    end(State::RecordFourItems, Notice::ServiceSilent);
}

} // namespace kaomado::station
