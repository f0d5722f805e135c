// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/text_file.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/random.hpp"

#include <fstream>
#include <sstream>

#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif

namespace kaomado {

std::string readTextFile(const std::filesystem::path& path, std::size_t limit) {
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        throw Error(Fault::FileMissing, path.string() + ": cannot be opened");
    std::string content;
    char block[65536];
    while (file.read(block, sizeof block) || file.gcount() > 0) {
        content.append(block, static_cast<std::size_t>(file.gcount()));
        if (content.size() > limit)
            throw Error(Fault::FileMalformed,
                        path.string() + ": larger than " + std::to_string(limit) + " bytes");
    }
    return content;
}

#ifdef _WIN32
void replaceFile(const std::filesystem::path& path, ByteView content) {
    const std::filesystem::path fresh = path.string() + ".new";
    {
        std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char*>(content.data()),
                   static_cast<std::streamsize>(content.size()));
        if (!file.flush())
            throw Error(Fault::Storage, fresh.string() + ": cannot be written");
    }
    std::filesystem::rename(fresh, path);
}

namespace {
void syncFolderOf(const std::filesystem::path&) {} // the system has no such call
} // namespace
#else
namespace {
/// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode)
        : fd_(::open(path.c_str(), flags, mode)) {
        if (fd_ < 0)
            throw Error(Fault::Storage, path.string() + ": " + std::strerror(errno));
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(fd_); }
    int get() const { return fd_; }

private:
    int fd_;
};

void syncFolderOf(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const Descriptor parent(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    ::fsync(parent.get()); // some file systems refuse to sync a folder; the rename itself is then as durable
                           // as it gets
}
} // namespace

void replaceFile(const std::filesystem::path& path, ByteView content) {
    const std::filesystem::path fresh = path.string() + ".new";
    {
        const Descriptor file(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        for (ByteView left = content; !left.empty();) {
            const ssize_t written = ::write(file.get(), left.data(), left.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                throw Error(Fault::Storage, fresh.string() + ": " + std::strerror(errno));
            left = left.subspan(static_cast<std::size_t>(written));
        }
        if (::fsync(file.get()) != 0)
            throw Error(Fault::Storage, fresh.string() + ": " + std::strerror(errno));
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0)
        throw Error(Fault::Storage, path.string() + ": " + std::strerror(errno));
    syncFolderOf(path);
}
#endif

bool createFile(const std::filesystem::path& path, ByteView content) {
    constexpr std::size_t kNameBytes = 8;
    const std::filesystem::path fresh = path.string() + "." + toHex(randomBytes(kNameBytes));
    replaceFile(fresh, content);
    std::error_code failed, ignored;
    std::filesystem::create_hard_link(fresh, path, failed); // never over another file, unlike a rename
    std::filesystem::remove(fresh, ignored);
    if (failed && failed != std::errc::file_exists)
        throw Error(Fault::Storage, path.string() + ": " + failed.message());
    syncFolderOf(path);
    return !failed;
}

} // namespace kaomado
