// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one place that knows the two dialects of the PC/SC interface: narrow UTF-8 names (pcsclite) and wide
// names (Windows).

#include "kaomado/pcsc/framing.hpp"

#ifdef _WIN32
#include <windows.h>
//
#include <winscard.h>
#else
#include <winscard.h>
#include <wintypes.h>
#endif

#include <string>
#include <vector>

namespace kaomado::pcsc {

#ifdef _WIN32
using NativeText = std::wstring;
using NativeState = SCARD_READERSTATEW;
#else
using NativeText = std::string;
using NativeState = SCARD_READERSTATE;
#endif

constexpr DWORD kProtocols = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;

NativeText toNative(const std::string& utf8);

/// 32 bits of a result: LONG has another width on each system.
constexpr std::uint32_t codeOf(LONG result) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(result) & 0xFFFFFFFFU);
}
inline bool is(LONG result, LONG what) {
    return codeOf(result) == codeOf(what);
}

/// @throws Error with the fault of the code, the call and the code in hexadecimal
[[noreturn]] void fail(LONG result, const char* call, Stage stage);
[[noreturn]] void fail(LONG result, const char* call, Fault fault);

/// A connection to the service.
class Context {
public:
    /// @throws Error Fault::PcscUnavailable
    Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context();

    SCARDCONTEXT get() const { return context_; }
    std::vector<std::string> readers() const;
    LONG waitForChange(std::vector<NativeState>& states, DWORD milliseconds) const;
    LONG connect(const NativeText& reader, SCARDHANDLE& handle, DWORD& protocol) const;

private:
    SCARDCONTEXT context_{};
};

/// State of one reader for waitForChange; `name` must outlive it.
NativeState stateFor(const NativeText& name, DWORD current);

/// Answer to reset of a connected card.
Bytes atrOf(SCARDHANDLE handle);

/// The pseudo reader whose change means that readers came or went.
NativeText plugAndPlay();

} // namespace kaomado::pcsc
