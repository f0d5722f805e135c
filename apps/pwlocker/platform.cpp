// SPDX-License-Identifier: Apache-2.0
#include "platform.hpp"

#ifdef _WIN32
#include <windows.h>
//
#include <shellapi.h>

std::vector<std::string> commandLine(int /*argc*/, char** /*argv*/) {
    int count = 0;
    wchar_t** const words = CommandLineToArgvW(GetCommandLineW(), &count);
    std::vector<std::string> arguments;
    for (int i = 1; words != nullptr && i < count; ++i) {
        const std::u8string word = std::filesystem::path(words[i]).u8string();
        arguments.emplace_back(word.begin(), word.end());
    }
    LocalFree(words);
    return arguments;
}

std::filesystem::path programFolder() {
    std::wstring path(32768, L'\0');
    path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    return std::filesystem::path(path).parent_path();
}
#else
std::vector<std::string> commandLine(int argc, char** argv) {
    return {argv + 1, argv + argc};
}

std::filesystem::path programFolder() {
    std::error_code none;
    return std::filesystem::read_symlink("/proc/self/exe", none).parent_path();
}
#endif
