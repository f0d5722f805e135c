// SPDX-License-Identifier: Apache-2.0
#include "new_file.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/random.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace kaomado::store {

namespace {

constexpr std::size_t kNameBytes = 8;

[[noreturn]] void fail(const std::filesystem::path& path, int reason) {
    throw Error(Fault::Storage, path.string() + ": " + std::strerror(reason));
}

/// What was written to it, or to a folder: names.
void sync(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        fail(path, errno);
    const int failed = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (failed != 0 && failed != EINVAL) // some file systems do not sync a folder
        fail(path, failed);
}

std::filesystem::path folderOf(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : ".";
}

} // namespace

NewFile::NewFile(std::filesystem::path target)
    : target_(std::move(target)), fresh_(target_.string() + "." + toHex(randomBytes(kNameBytes)) + ".part") {}

NewFile::~NewFile() {
    std::error_code ignored;
    for (const char* beside : {"", "-journal", "-wal", "-shm"})
        std::filesystem::remove(fresh_.string() + beside, ignored);
}

void NewFile::place() {
    sync(fresh_);
    if (::link(fresh_.c_str(), target_.c_str()) != 0) { // never over another file, unlike a rename
        if (errno == EEXIST)
            throw Error(Fault::BadInput, target_.string() + ": there is such a file already");
        fail(target_, errno);
    }
    sync(folderOf(target_));
}

void NewFile::replace() {
    sync(fresh_);
    if (::rename(fresh_.c_str(), target_.c_str()) != 0)
        fail(target_, errno);
    sync(folderOf(target_));
}

void keepUnder(const std::filesystem::path& file, const std::filesystem::path& name) {
    if (::link(file.c_str(), name.c_str()) != 0)
        fail(name, errno);
    sync(folderOf(name));
}

} // namespace kaomado::store
