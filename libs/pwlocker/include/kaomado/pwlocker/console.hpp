// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kaomado::pwlocker {

/// Screen and keyboard. Texts are UTF-8. @thread one
class Console {
public:
    virtual ~Console() = default;

    /// To the screen, as it is.
    virtual void show(std::string_view text) = 0;
    /// To the program that called us (standard output).
    virtual void report(std::string_view text) = 0;
    /// A line without its end; empty at the end of the input.
    virtual std::optional<std::string> readLine() = 0;
    /// Any key; returns at once without a keyboard.
    virtual void waitForKey() = 0;
    /// Somebody sits there: input is a keyboard.
    virtual bool interactive() const = 0;
};

/// The console of this process. `screenOnError`: the screen is standard error, so that standard output holds
/// the report alone. On Windows a console is written as UTF-16, whatever its code page; a file or pipe gets
/// UTF-8 everywhere.
std::unique_ptr<Console> systemConsole(bool screenOnError);

} // namespace kaomado::pwlocker
