// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/sample_card.hpp"

#include <kaomado/card/commands.hpp>
#include <kaomado/card/jpki.hpp>
#include <kaomado/card/signing.hpp>
#include <kaomado/crypto/certificate.hpp>
#include <kaomado/emulator/emulated_card.hpp>
#include <kaomado/portal/client.hpp>

#include <gtest/gtest.h>

namespace kaomado::test {

/// 見本　花子 with her card, the PIN entered.
class Holder {
public:
    Bytes certificate() {
        card::selectApp(card_, card::App::Jpki);
        return card::readCertificate(card_, card::file::kUserAuthCertificate).value();
    }
    Bytes sign(ByteView text) {
        const card::Reference pin{card::App::Jpki, card::file::kUserAuthPin};
        EXPECT_TRUE(
            std::holds_alternative<card::Verified>(card::verify(card_, pin, card::Pin(kUserAuthPin))));
        EXPECT_TRUE(card::selectFile(card_, card::file::kUserAuthKey));
        return std::get<Bytes>(card::computeSignature(card_, card::SignatureInput::AsGiven,
                                                      card::sha256DigestInfo(sha256(text))));
    }
    portal::Offer logIn(portal::Client& client, const portal::Link& link) {
        const Bytes challenge = client.challenge();
        return client.logIn(challenge, certificate(), sign(portal::loginText(link.binding(), challenge)));
    }

private:
    emulator::Chip chip_{sampleCard(training::Profile::Normal)};
    emulator::EmulatedCard card_{chip_};
};

inline const portal::Consent kConsent{true, true, true, dateFrom("2026-04-01")};
/// ④ with a provisional PIN: staff, on paper agreed.
inline const portal::Registration kByStaff{.variant = portal::Variant::SwitchOfCard,
                                           .operatedBy = portal::OperatedBy::Staff,
                                           .applicantPresent = true,
                                           .consent = kConsent};

/// A portal in this process for the sample cards.
struct InProcess {
    FixedClock clock{kSampleTime};
    OwnCa ca;
    portal::Portal portal{portal::around(*ca, clock, portal::DirectLink::noWire())};
    portal::DirectLink link{portal};
    portal::Client client{link};
    Holder holder;
};

} // namespace kaomado::test
