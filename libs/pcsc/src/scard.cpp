// SPDX-License-Identifier: Apache-2.0
#include "scard.hpp"

#include "kaomado/base/windows_text.hpp"

#include <array>
#include <cstdio>

namespace kaomado::pcsc {

namespace {
/// "name\0name\0\0"
template <class Text>
std::vector<Text> splitMulti(const Text& multi) {
    std::vector<Text> list;
    for (std::size_t at = 0; at < multi.size() && multi[at] != 0;) {
        list.emplace_back(multi.c_str() + at);
        at += list.back().size() + 1;
    }
    return list;
}

constexpr std::size_t kMaxAtr = 36;
} // namespace

#ifdef _WIN32
NativeText toNative(const std::string& utf8) {
    return wideFrom(utf8);
}

namespace {
std::string fromNative(const NativeText& wide) {
    return utf8From(wide);
}
constexpr auto nativeList = SCardListReadersW;
constexpr auto nativeChange = SCardGetStatusChangeW;
constexpr auto nativeConnect = SCardConnectW;
constexpr auto nativeStatus = SCardStatusW;
} // namespace
#else
NativeText toNative(const std::string& utf8) {
    return utf8;
}

namespace {
std::string fromNative(const NativeText& text) {
    return text;
}
constexpr auto nativeList = SCardListReaders;
constexpr auto nativeChange = SCardGetStatusChange;
constexpr auto nativeConnect = SCardConnect;
constexpr auto nativeStatus = SCardStatus;
} // namespace
#endif

NativeText plugAndPlay() {
    return toNative(R"(\\?PnP?\Notification)");
}

void fail(LONG result, const char* call, Fault fault) {
    char code[16];
    std::snprintf(code, sizeof code, "%08X", static_cast<unsigned>(codeOf(result)));
    throw Error(fault, std::string(call) + " answered " + code);
}

void fail(LONG result, const char* call, Stage stage) {
    fail(result, call, faultFor(codeOf(result), stage));
}

Context::Context() {
    const LONG result = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context_);
    if (!is(result, SCARD_S_SUCCESS))
        fail(result, "SCardEstablishContext", Fault::PcscUnavailable); // whatever the reason: no service
}

Context::~Context() {
    SCardReleaseContext(context_);
}

std::vector<std::string> Context::readers() const {
    for (int attempt = 0; attempt < 5; ++attempt) { // the list may grow between the two calls
        DWORD size = 0;
        LONG result = nativeList(context_, nullptr, nullptr, &size);
        NativeText multi(size, 0);
        if (is(result, SCARD_S_SUCCESS))
            result = nativeList(context_, nullptr, multi.data(), &size);
        if (is(result, SCARD_E_NO_READERS_AVAILABLE))
            return {};
        if (is(result, SCARD_E_INSUFFICIENT_BUFFER))
            continue;
        if (!is(result, SCARD_S_SUCCESS))
            fail(result, "SCardListReaders", Stage::Connecting);
        std::vector<std::string> names;
        for (const NativeText& name : splitMulti(multi))
            names.push_back(fromNative(name));
        return names;
    }
    throw Error(Fault::PcscUnavailable, "the list of readers keeps changing");
}

LONG Context::waitForChange(std::vector<NativeState>& states, DWORD milliseconds) const {
    return nativeChange(context_, milliseconds, states.data(), static_cast<DWORD>(states.size()));
}

LONG Context::connect(const NativeText& reader, SCARDHANDLE& handle, DWORD& protocol) const {
    return nativeConnect(context_, reader.c_str(), SCARD_SHARE_EXCLUSIVE, kProtocols, &handle, &protocol);
}

NativeState stateFor(const NativeText& name, DWORD current) {
    NativeState state{};
    state.szReader = name.c_str();
    state.dwCurrentState = current;
    return state;
}

Bytes atrOf(SCARDHANDLE handle) {
    std::array<std::uint8_t, kMaxAtr> atr{};
    auto atrSize = static_cast<DWORD>(atr.size());
    DWORD state = 0;
    DWORD protocol = 0;
    DWORD nameSize = 0;
    const LONG result = nativeStatus(handle, nullptr, &nameSize, &state, &protocol, atr.data(), &atrSize);
    if (!is(result, SCARD_S_SUCCESS))
        fail(result, "SCardStatus", Stage::Working);
    return {atr.begin(), atr.begin() + static_cast<std::ptrdiff_t>(atrSize)};
}

} // namespace kaomado::pcsc
