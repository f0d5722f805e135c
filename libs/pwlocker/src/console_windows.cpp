// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/windows_text.hpp"
#include "kaomado/pwlocker/console.hpp"

#include <windows.h>

namespace kaomado::pwlocker {

namespace {
bool isConsole(HANDLE handle) {
    DWORD mode = 0;
    return GetConsoleMode(handle, &mode) != 0;
}

void write(DWORD which, std::string_view text) {
    const HANDLE handle = GetStdHandle(which);
    DWORD written = 0;
    if (isConsole(handle)) {
        const std::wstring units = wideFrom(text);
        WriteConsoleW(handle, units.data(), static_cast<DWORD>(units.size()), &written, nullptr);
        return;
    }
    while (!text.empty()) {
        if (WriteFile(handle, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) == 0 ||
            written == 0)
            return;
        text.remove_prefix(written);
    }
}

/// One unit of input; false at the end.
bool readUnit(HANDLE handle, wchar_t& unit) {
    DWORD got = 0;
    if (isConsole(handle))
        return ReadConsoleW(handle, &unit, 1, &got, nullptr) != 0 && got == 1 && unit != L'\x1A';
    char byte = 0; // answers are ASCII; a longer character is no answer in any encoding
    if (ReadFile(handle, &byte, 1, &got, nullptr) == 0 || got != 1)
        return false;
    unit = static_cast<wchar_t>(static_cast<unsigned char>(byte));
    return true;
}

class WindowsConsole final : public Console {
public:
    explicit WindowsConsole(bool screenOnError)
        : screen_(screenOnError ? STD_ERROR_HANDLE : STD_OUTPUT_HANDLE) {}

    void show(std::string_view text) override { write(screen_, text); }
    void report(std::string_view text) override { write(STD_OUTPUT_HANDLE, text); }
    std::optional<std::string> readLine() override {
        const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
        std::wstring line;
        wchar_t unit = 0;
        while (readUnit(input, unit)) {
            if (unit == L'\n')
                return utf8From(line);
            line += unit;
        }
        return line.empty() ? std::nullopt : std::optional{utf8From(line)};
    }
    void waitForKey() override {
        const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
        if (!interactive())
            return;
        FlushConsoleInputBuffer(input);
        INPUT_RECORD record{};
        DWORD got = 0;
        while (ReadConsoleInputW(input, &record, 1, &got) != 0)
            if (record.EventType == KEY_EVENT && record.Event.KeyEvent.bKeyDown != 0)
                break;
        show("\n");
    }
    bool interactive() const override { return isConsole(GetStdHandle(STD_INPUT_HANDLE)); }

private:
    DWORD screen_;
};
} // namespace

std::unique_ptr<Console> systemConsole(bool screenOnError) {
    return std::make_unique<WindowsConsole>(screenOnError);
}

} // namespace kaomado::pwlocker
