// SPDX-License-Identifier: Apache-2.0
#include "file_lock.hpp"

#include "kaomado/base/error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace kaomado::trust {

FileLock::FileLock(const std::filesystem::path& path)
    : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    int rc = fd_ < 0 ? -1 : ::flock(fd_, LOCK_EX);
    while (rc != 0 && fd_ >= 0 && errno == EINTR)
        rc = ::flock(fd_, LOCK_EX);
    if (rc == 0)
        return;
    const std::string why = std::strerror(errno);
    if (fd_ >= 0)
        ::close(fd_);
    throw Error(Fault::Storage, path.string() + ": " + why);
}

FileLock::~FileLock() {
    ::close(fd_);
}

} // namespace kaomado::trust
