// SPDX-License-Identifier: Apache-2.0
// A counter whose secrets come through a pipe only, so that its memory can be searched for them: ④ with an
// insurance registration (a wrong PIN first), ⑤ with new PINs and a signature certificate, the individual
// number read at the end. It says "ready" before the first secret and "done" after the last, and waits for a
// line each time.
#include "support/training_office.hpp"

#include <kaomado/card/text.hpp>
#include <kaomado/counter/rehearsal.hpp>
#include <kaomado/pcsc/monitor.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

#include <sys/prctl.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace kaomado {
namespace {

/// One line of standard input, read byte by byte into a Pin: nothing buffers it on the way.
card::Pin secretLine() {
    std::array<char, card::Pin::kMaxBytes> buffer{};
    std::size_t size = 0;
    for (char c = 0; ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n';)
        buffer.at(size++) = c;
    card::Pin pin({buffer.data(), size});
    wipe({reinterpret_cast<std::uint8_t*>(buffer.data()), buffer.size()});
    return pin;
}

void sayAndWait(const char* word) {
    std::puts(word);
    std::fflush(stdout);
    for (char c = 0; ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n';) {
    }
}

class PipePad final : public counter::PinPad {
public:
    card::Pin existingPin(const std::string&, unsigned) override { return secretLine(); }
    card::Pin newPin(const std::string&) override { return secretLine(); }
    card::Pin newSignaturePassword() override { return secretLine(); }
    counter::PrintedItems printedItems() override { return {}; }
};

class FirstReader final : public counter::CardReader {
public:
    std::unique_ptr<card::Card> take() override {
        return std::make_unique<pcsc::PcscCard>(pcsc::chooseReader(pcsc::listReaders(), std::nullopt));
    }
};

procedure::Facts yes(std::initializer_list<const char*> names) {
    procedure::Facts facts;
    for (const char* name : names)
        facts[name] = true;
    return facts;
}

bool rehearse(counter::Counter& counter, const std::string& procedure, procedure::Facts given) {
    const procedure::Rulebook& rulebook = procedure::Rulebook::builtIn();
    counter::Script script{.procedure = procedure, .given = std::move(given)};
    const counter::Rehearsed ended =
        counter::Rehearsal(counter, rulebook, procedure::Officer("officer-1"), std::move(script)).run();
    for (const procedure::Reason& reason : ended.reasons)
        std::cerr << procedure << ": " << reason.text << '\n';
    return ended.reached;
}

/// TEXT 0001, opened by a PIN; gone with the end of this function.
bool readIndividualNumber(counter::CardReader& reader) {
    const auto card = reader.take();
    const card::Reference reference{card::App::Text, card::file::kTextPin};
    if (!std::holds_alternative<card::Verified>(card::verify(*card, reference, secretLine())))
        return false;
    const auto number = card::readNumber(*card);
    return number && number->bytes().size() == 12;
}

/// `folders`: training CA, data. `serial`: of the signature certificate on the card.
int run(const std::string& caFolder, const std::string& dataFolder, const std::string& serial) {
    const SystemClock clock;
    trust::TrainingCa ca = trust::TrainingCa::open(caFolder);
    counter::CentralRecord record{.holder = {.name = "見本　花子",
                                             .nameSubstitution = "00000",
                                             .sex = '2',
                                             .birth = dateFrom("19800217"),
                                             .address = "見本県",
                                             .addressSubstitution = "000"},
                                  .signatureSerial = serial,
                                  .userAuthSerial = std::nullopt};
    const auto db = store::openDatabase(dataFolder + "/kaomado.db");
    test::TrainingOffice office(*db, ca, clock, [&](const std::string&) { return record; });
    const chip::TerminalKey key = chip::TerminalKey::create();
    FirstReader reader;
    PipePad pad;
    counter::Counter counter(office.equipment(reader, pad, key));

    sayAndWait("ready");
    procedure::Facts withInsurance = yes({"ins_wanted", "pin_known", "applicant_present"});
    withInsurance["ins_registered"] = false;
    if (!rehearse(counter, "P04", std::move(withInsurance)))
        return 2;
    if (!rehearse(counter, "P05", yes({"wants_sig_cert"})) || !readIndividualNumber(reader))
        return 2;
    sayAndWait("done");
    return 0;
}

} // namespace
} // namespace kaomado

int main(int argc, char** argv) {
    ::prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY); // the test takes an image of this process
    if (argc != 4)
        return 64;
    try {
        return kaomado::run(argv[1], argv[2], argv[3]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 70;
    }
}
