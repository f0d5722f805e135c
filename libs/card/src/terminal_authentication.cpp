// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/terminal_authentication.hpp"

#include "kaomado/card/cv_certificate.hpp"
#include "kaomado/card/file_access.hpp"

namespace kaomado::card {

namespace {
constexpr std::size_t kFirstPart = 307; // 7F21 header and the whole 5F4E; 5F37 follows in the second command
constexpr std::uint32_t kChallengeBytes = 16;

StatusWord giveCertificate(Card& card, const CvCertificate& parsed) {
    const Bytes certificate = makeCvCertificate(parsed.body, parsed.signature);
    const ByteView body = ByteView(certificate).first(kFirstPart);
    const ByteView signature = ByteView(certificate).subspan(kFirstPart);
    const StatusWord first =
        card.transmit({.cla = 0x80, .ins = 0xA2, .p1 = 0x06, .p2 = 0xC1, .data = body}).sw;
    if (!first.ok())
        return first;
    return card.transmit({.cla = 0x80, .ins = 0xA2, .p1 = 0x00, .p2 = 0xC1, .data = signature}).sw;
}
} // namespace

TerminalOutcome authenticateTerminal(Card& card, ByteView certificate, const TerminalSigner& sign) {
    const CvCertificate parsed = parseCvCertificate(certificate);
    if (!selectApp(card, App::Jpki))
        throw Error(Fault::NotMyNumberCard, "the card does not have the JPKI application");
    if (!selectFile(card, file::kTerminalTrustAnchor))
        return {TerminalStep::Certificate, {0x6A82}};
    if (const StatusWord sw = giveCertificate(card, parsed); !sw.ok())
        return {TerminalStep::Certificate, sw};
    const Response challenge = card.transmit({.ins = 0x84, .le = kChallengeBytes});
    if (!challenge.sw.ok() || challenge.data.size() != kChallengeBytes)
        return {TerminalStep::Challenge, challenge.sw};
    Bytes message = challenge.data;
    append(message, parsed.subjectKeyId);
    const Bytes proof = sign(message);
    const StatusWord sw = card.transmit({.ins = 0x82, .p2 = 0x96, .data = proof}).sw;
    return {sw.ok() ? TerminalStep::Done : TerminalStep::Proof, sw};
}

} // namespace kaomado::card
