// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/counter.hpp"

namespace kaomado::server {

/// Work that only staff can do at another machine; thrown through the counter's step, whose intent is stored
/// by then, so that the step is simply sent again with what staff says. No Error: it is no failure.
struct StaffNeeded {
    counter::Instruction instruction;
};

/// What belongs to one reader: the things a counter works with. @thread the reader's strand
class Seat {
public:
    Seat() = default;
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    virtual ~Seat() = default;

    virtual std::string_view kind() const = 0; ///< "virtual", "pcsc"
    virtual counter::CardReader& reader() = 0;
    virtual counter::IntegratedTerminal& terminal() = 0;
    virtual counter::InsurancePortal& portal() = 0;
    virtual counter::PinPad& pad() = 0;

    /// What staff answered to an instruction, for the step that follows.
    void staffSays(std::optional<bool> done) { said_ = done; }

protected:
    /// For counter::ManualTerminal and ManualPortal.
    bool confirm(const counter::Instruction& instruction);

private:
    std::optional<bool> said_;
};

/// A real reader beside an integrated terminal: PINs are typed there and never here.
class ManualSeat final : public Seat {
public:
    explicit ManualSeat(std::unique_ptr<counter::CardReader> reader);

    std::string_view kind() const override { return "pcsc"; }
    counter::CardReader& reader() override { return *reader_; }
    counter::IntegratedTerminal& terminal() override { return terminal_; }
    counter::InsurancePortal& portal() override { return portal_; }
    counter::PinPad& pad() override { return pad_; }

private:
    /// Nothing is typed here.
    class NoPad final : public counter::PinPad {
    public:
        card::Pin existingPin(const std::string&, unsigned) override { none(); }
        card::Pin newPin(const std::string&) override { none(); }
        card::Pin newSignaturePassword() override { none(); }
        counter::PrintedItems printedItems() override { return {}; }

    private:
        [[noreturn]] static void none();
    };

    std::unique_ptr<counter::CardReader> reader_;
    counter::ManualTerminal terminal_;
    counter::ManualPortal portal_;
    NoPad pad_;
};

} // namespace kaomado::server
