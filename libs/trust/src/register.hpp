// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/trust/training_ca.hpp"

#include <map>
#include <optional>
#include <string>

namespace kaomado::trust {

struct Entry {
    CertificateKind kind;
    std::optional<std::pair<RevocationReason, Instant>> revoked;
};

/// What was issued and revoked, by serial number; one JSON object per line, only ever appended to. Other
/// processes may append to the same file: every call reads what is new under a lock. An unfinished last line
/// (power cut) is dropped.
/// @thread not by itself; TrainingCa holds a mutex
class Register {
public:
    Register() = default; ///< in memory only
    /// @throws Error Fault::FileMalformed, Storage
    explicit Register(std::filesystem::path file);

    void add(const std::string& serial, CertificateKind kind);
    bool revoke(const std::string& serial, RevocationReason reason, Instant when);
    /// Everything up to this moment.
    const std::map<std::string, Entry>& entries();

private:
    void readNew(int fd);
    void apply(std::string_view line);
    void append(int fd, const std::string& line);
    template <typename Work>
    void locked(Work work);

    std::filesystem::path file_;
    std::size_t read_ = 0, lines_ = 0;
    std::map<std::string, Entry> entries_;
};

} // namespace kaomado::trust
