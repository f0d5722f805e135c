// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace kaomado::store {

/// A database file in the making, under a name of its own beside the one that it will get. It goes, with what
/// the engine put beside it, unless it was given its name.
class NewFile {
public:
    explicit NewFile(std::filesystem::path target);
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile();

    std::string path() const { return fresh_.string(); }

    /// Nobody has it open any more: onto the disk, and under its name if that is free.
    /// @throws Error Fault::BadInput when it is not; Fault::Storage
    void place();
    /// The same over what is there.
    void replace();

private:
    std::filesystem::path target_, fresh_;
};

/// A second name for a file, which then outlives the replacing of the first. @throws Error Fault::Storage
void keepUnder(const std::filesystem::path& file, const std::filesystem::path& name);

} // namespace kaomado::store
