// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"
#include "kaomado/signing/key.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace kaomado::signing {

namespace {

constexpr std::size_t kFileLimit = 4096;

std::string headOf(std::string_view kind) {
    return "kaomado " + std::string(kind) + " key v1\n";
}

/// Hexadecimal by libsodium: in constant time.
std::optional<SecretBytes> seedFrom(std::string_view digits) {
    Bytes seed(kSeedSize);
    const WipeOnExit wiper(seed);
    std::size_t written = 0;
    const char* end = nullptr;
    const bool read =
        sodium_hex2bin(seed.data(), seed.size(), digits.data(), digits.size(), "\n", &written, &end) == 0;
    if (!read || written != seed.size() || end != digits.data() + digits.size())
        return std::nullopt;
    return SecretBytes(seed);
}

/// The whole file; to be wiped.
Bytes contentOf(std::string_view kind, const SecretBytes& seed) {
    const std::string head = headOf(kind);
    Bytes content(head.size() + 2 * seed.size() + 1);
    std::ranges::copy(head, content.begin());
    // sodium_bin2hex ends with NUL; that byte becomes the line end
    sodium_bin2hex(reinterpret_cast<char*>(content.data()) + head.size(), 2 * seed.size() + 1,
                   seed.bytes().data(), seed.size());
    content.back() = '\n';
    return content;
}

} // namespace

SecretBytes loadSeed(const std::filesystem::path& path, std::string_view kind) {
    std::string text = readTextFile(path, kFileLimit);
    const std::string head = headOf(kind);
    const bool ours = text.starts_with(head);
    auto seed = ours ? seedFrom(std::string_view(text).substr(head.size())) : std::nullopt;
    wipe(text);
    if (!ours)
        throw Error(Fault::FileMalformed,
                    path.string() + ": line 1 must be \"" + head.substr(0, head.size() - 1) + "\"");
    if (!seed)
        throw Error(Fault::FileMalformed, path.string() + ": line 2 must be 32 bytes in hexadecimal");
    return std::move(*seed);
}

void saveSeed(const std::filesystem::path& path, std::string_view kind, const SecretBytes& seed) {
    Bytes content = contentOf(kind, seed);
    const WipeOnExit wiper(content);
    std::error_code gone;
    std::filesystem::remove(path.string() + ".new", gone); // a leftover could carry wider permissions
    replaceFile(path, content);
}

SecretBytes loadOrCreateSeed(const std::filesystem::path& path, std::string_view kind) {
    if (!std::filesystem::exists(path)) {
        Bytes content = contentOf(kind, SecretBytes(randomBytes(kSeedSize)));
        const WipeOnExit wiper(content);
        createFile(path, content);
    }
    return loadSeed(path, kind);
}

} // namespace kaomado::signing
