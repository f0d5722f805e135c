// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace kaomado::trust {

/// A file, made when missing (mode 0600), open for reading and writing, and locked against other processes
/// and other FileLocks of this one; both end with the scope. @throws Error Fault::Storage
class FileLock {
public:
    explicit FileLock(const std::filesystem::path& path);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();
    int fd() const { return fd_; }

private:
    int fd_;
};

} // namespace kaomado::trust
