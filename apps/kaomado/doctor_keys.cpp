// SPDX-License-Identifier: Apache-2.0
// Files of the data folder that somebody else must not read, the keys that open what is stored, certificates.
#include "backup.hpp"
#include "doctor.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/crypto/pem.hpp>

#include <algorithm>

namespace kaomado::app {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days kSoon{30};
constexpr fs::perms kOthers = fs::perms::group_all | fs::perms::others_all;

/// By its name: keys, and databases with what the engine keeps beside them.
bool isSecret(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.ends_with(".key") || name.ends_with(".key.pem") || name == "portal.pem" ||
           name.find(".db") != std::string::npos;
}

std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry :
         fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, ignored))
        if (entry.is_regular_file(ignored))
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

void examineAccess(const std::vector<fs::path>& files, Diagnosis& diagnosis) {
    std::size_t secrets = 0;
    bool open = false;
    for (const fs::path& file : files) {
        if (!isSecret(file))
            continue;
        ++secrets;
        std::error_code ignored;
        if ((fs::status(file, ignored).permissions() & kOthers) == fs::perms::none)
            continue;
        open = true;
        diagnosis.add(Health::Bad, "keys.open", {{"file", file.string()}});
    }
    if (!open)
        diagnosis.add(Health::Good, "keys.private", {{"count", std::to_string(secrets)}});
}

void examineCertificate(const fs::path& file, Instant now, Diagnosis& diagnosis) {
    try {
        const crypto::Certificate certificate = crypto::readPemCertificate(readTextFile(file));
        const bool valid = certificate.notBefore <= now && now <= certificate.notAfter;
        diagnosis.add(!valid                                ? Health::Bad
                      : certificate.notAfter - now <= kSoon ? Health::Doubtful
                                                            : Health::Good,
                      "certificate",
                      {{"file", file.string()},
                       {"from", toIso(certificate.notBefore)},
                       {"until", toIso(certificate.notAfter)}});
    } catch (const Error& error) {
        diagnosis.add("certificate.unreadable", error);
    }
}

} // namespace

void examineKeys(const Patient& patient, Diagnosis& diagnosis) {
    examineAccess(filesBelow(patient.data), diagnosis);
    if (!patient.db)
        return;
    try {
        for (const auto& use : keyUsesOf(*patient.db, patient.data))
            diagnosis.add(use.opens ? Health::Good : Health::Bad, use.opens ? "keys.opens" : "keys.missing",
                          {{"municipality", use.municipality},
                           {"key", use.keyId},
                           {"count", std::to_string(use.cases)},
                           {"folder", (patient.data / "keys").string()}});
    } catch (const Error& error) {
        diagnosis.add("keys.unreadable", error);
    }
}

void examineCertificates(const Patient& patient, Diagnosis& diagnosis) {
    for (const std::string& file : patient.options.certificates)
        examineCertificate(file, patient.now, diagnosis);
    for (const fs::path& file : filesBelow(patient.data))
        if (file.extension() == ".pem" && !isSecret(file))
            examineCertificate(file, patient.now, diagnosis);
}

} // namespace kaomado::app
