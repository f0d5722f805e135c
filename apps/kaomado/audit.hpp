// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/counter/event_log.hpp>

#include <filesystem>

namespace kaomado::app {

/// kaomado audit …
void addAuditHead(CLI::App& parent, Frame& frame);
void addAuditProve(CLI::App& parent, Frame& frame);
void addAuditExport(CLI::App& parent, Frame& frame);
void addAuditVerify(CLI::App& parent, Frame& frame);

/// Where the log is and with which key it is signed.
struct AuditSource {
    std::string data, database, municipality;
    /// Adds --data, --database and --municipality.
    void addTo(CLI::App& command, const Frame& frame);
    std::filesystem::path folder() const;
    std::string address() const;
};

/// The data folder's keys: log.key signs; log.pub has the public keys, one a line, the newest last.
class LogKeys {
public:
    explicit LogKeys(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Made at first use, and its public part added to log.pub. @throws Error as signing::loadOrCreateSeed
    audit::LogKey signingKey() const;
    /// What log.pub holds; nothing when there is none.
    std::vector<Bytes> publicKeys() const;

private:
    std::filesystem::path folder_;
};

/// A database that must be there already, with the tables of this program.
class AuditedDatabase {
public:
    /// @throws Error Fault::FileMissing, Fault::Configuration, Fault::Storage
    explicit AuditedDatabase(const AuditSource& source);

    /// The one that --municipality names, or the only one there is. @throws Error Fault::BadInput otherwise
    std::string municipality() const;
    counter::EventLog log() const { return log(municipality()); }
    /// The one that --municipality names, or all there are.
    std::vector<std::string> municipalities() const;
    counter::EventLog log(const std::string& municipality) const { return {*db_, municipality}; }
    store::Database& database() const { return *db_; }

private:
    std::string wanted_;
    std::unique_ptr<store::Database> db_;
};

/// Sixty-four hexadecimal digits, or a file with one such key a line. @throws Error Fault::BadInput
std::vector<Bytes> publicKeysFrom(const std::string& text);

/// A head's file. @throws Error Fault::FileMissing, Fault::FileMalformed, Fault::SignatureInvalid
audit::SignedHead headFromFile(const std::string& path);

/// A file, or standard output when `path` is empty. A file is there whole or not at all.
void writeResult(const std::string& path, const std::string& content);

/// "99999: 24 events, root …, signed 2026-… by key …"
std::string headText(const audit::SignedHead& head, const Frame& frame);

} // namespace kaomado::app
