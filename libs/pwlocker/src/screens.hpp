// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/lock/lock.hpp"
#include "kaomado/pwlocker/program.hpp"

namespace kaomado::pwlocker {

/// One line of a list of PINs, whichever reading it comes from.
struct PinLine {
    std::string id, name;
    lock::PinOutcome outcome = lock::PinOutcome::Unknown;
    std::vector<lock::ReferenceState> references;

    /// Most tries that one of its references is known to have.
    unsigned tries() const;
};
std::vector<PinLine> linesOf(const lock::StateReport& state, Language language);
std::vector<PinLine> linesOf(const lock::LockReport& report, Language language);

/// What a failure is called, for the error screen and for programs.
struct Failure {
    std::string title, cause, remedy, code, detail;
    static Failure of(const Error& error, Language language);
};

/// The screens of the utility.
class Screens {
public:
    explicit Screens(const Surroundings& with) : with_(with) {}

    void line(std::string_view key, Texts::Values values = {}) const;
    void card(const lock::StateReport& state) const;
    /// The list of R-LOCK-07: what is locked.
    void lockedList(const std::vector<PinLine>& pins) const;
    /// What is true of each PIN, locked or not (R-LOCK-12).
    void states(const std::vector<PinLine>& pins) const;
    void failure(const Failure& failure) const;
    /// Manual and help desk (R-LOCK-11, R-CON-05).
    void whereToTurn() const;
    /// The question; true to lock (R-LOCK-05, R-LOCK-06).
    bool confirmed() const;

private:
    const Surroundings& with_;
};

} // namespace kaomado::pwlocker
