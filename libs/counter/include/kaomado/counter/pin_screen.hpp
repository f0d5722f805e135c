// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/pin.hpp"

#include <chrono>

namespace kaomado::counter {

/// Where staff sees a drawn PIN for as long as it takes to type it at the integrated terminal: once, and
/// never again (R-PIN-06, R-PIN-07).
class PinScreen {
public:
    PinScreen() = default;
    PinScreen(const PinScreen&) = delete;
    PinScreen& operator=(const PinScreen&) = delete;
    virtual ~PinScreen() = default;

    /// Comes back when staff says that it is typed, or when the time is over; nothing of it is to be seen
    /// then.
    /// @return false when it could not be shown: staff chooses a value as the instruction says
    virtual bool showOnce(const card::Pin& pin) = 0;
};

/// A terminal window. The PIN stands on its second page, which has no history to scroll back to; digits go
/// from the PIN's own buffer to the screen and into no other memory of this program. Ctrl-C and other ends of
/// the program come after the wiping. @thread the one that takes the program's signals
class TerminalPinScreen final : public PinScreen {
public:
    /// `keys` and `screen`: file descriptors that stay open. Nothing is shown unless both are a terminal.
    TerminalPinScreen(int keys, int screen, std::chrono::milliseconds most = std::chrono::seconds{60})
        : keys_(keys), screen_(screen), most_(most) {}

    bool showOnce(const card::Pin& pin) override;

private:
    int keys_, screen_;
    std::chrono::milliseconds most_;
};

} // namespace kaomado::counter
