// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/audit/head.hpp"
#include "kaomado/audit/walk.hpp"

#include <iosfwd>

namespace kaomado::audit {

/// A whole log as a text of JSON lines, for somebody who has no database (docs/schema.md): one line that says
/// what follows, the signed heads, then a line [place,"hashes in hexadecimal",leaf] for every place.
struct ExportHeader {
    std::string municipality;
    std::uint64_t size = 0;
    std::vector<SignedHead> heads{};
};

class ExportWriter {
public:
    /// @throws Error Fault::Storage when the stream cannot be written
    ExportWriter(std::ostream& out, const ExportHeader& header);
    /// @throws Error Fault::StorageTampered for an event that does not stand on one line; Fault::Storage
    void entry(const Entry& entry);

private:
    std::ostream& out_;
    std::string municipality_;
    std::string line_;
};

class ExportReader {
public:
    /// @throws Error Fault::FileMalformed when the first line is not one of an export
    explicit ExportReader(std::istream& in);

    /// A head that cannot be read is an empty one, which vouches for nothing.
    const ExportHeader& header() const { return header_; }
    /// Shows every line to the walk, and tells it of lines that are none. `progress` hears the place now and
    /// then.
    /// @throws Error Fault::Storage when the stream cannot be read
    void walk(Walk& walk, const std::function<void(std::uint64_t place)>& progress = {});

private:
    std::istream& in_;
    ExportHeader header_;
};

} // namespace kaomado::audit
