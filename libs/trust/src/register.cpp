// SPDX-License-Identifier: Apache-2.0
#include "register.hpp"

#include "file_lock.hpp"
#include "kaomado/base/json_text.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace kaomado::trust {

namespace {
using nlohmann::json;

RevocationReason reasonFrom(const json& value) {
    using enum RevocationReason;
    for (const auto reason :
         {Unspecified, KeyCompromise, AffiliationChanged, Superseded, CessationOfOperation, CertificateHold})
        if (wholeNumber(value) == static_cast<std::uint64_t>(reason))
            return reason;
    throw Error(Fault::BadInput, "unknown reason");
}
} // namespace

Register::Register(std::filesystem::path file) : file_(std::move(file)) {
    entries();
}

template <typename Work>
void Register::locked(Work work) {
    if (file_.empty())
        return work(-1);
    const FileLock file(file_);
    readNew(file.fd());
    work(file.fd());
}

void Register::readNew(int fd) {
    std::string text;
    char block[65536];
    for (;;) {
        const ssize_t got = ::pread(fd, block, sizeof block, static_cast<off_t>(read_ + text.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw Error(Fault::Storage, file_.string() + ": " + std::strerror(errno));
        if (got == 0)
            break;
        text.append(block, static_cast<std::size_t>(got));
    }
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
        ++lines_;
        apply(std::string_view(text).substr(begin, end - begin));
    }
    read_ += begin;
}

void Register::apply(std::string_view line) try {
    const json row = json::parse(line);
    const std::string serial = row.at("serial");
    if (row.contains("revoked")) {
        entries_.at(serial).revoked = {reasonFrom(row.at("reason")),
                                       instantFromIso(row.at("revoked").get<std::string>())};
    } else {
        const std::string kind = row.at("kind");
        if (kind != nameOf(CertificateKind::UserAuth) && kind != nameOf(CertificateKind::Signature))
            throw Error(Fault::BadInput, "unknown kind");
        entries_[serial] = {kind == nameOf(CertificateKind::UserAuth) ? CertificateKind::UserAuth
                                                                      : CertificateKind::Signature,
                            {}};
    }
} catch (const std::exception& e) {
    throw Error(Fault::FileMalformed, file_.string() + ", line " + std::to_string(lines_) + ": " + e.what() +
                                          "; restore the file or start with an empty CA folder");
}

void Register::append(int fd, const std::string& line) {
    const std::string text = line + "\n";
    // A torn last line of an earlier power cut is overwritten: read_ ends at the last whole line.
    if (::ftruncate(fd, static_cast<off_t>(read_)) != 0 ||
        ::pwrite(fd, text.data(), text.size(), static_cast<off_t>(read_)) !=
            static_cast<ssize_t>(text.size()) ||
        ::fsync(fd) != 0)
        throw Error(Fault::Storage, file_.string() + ": " + std::strerror(errno));
    read_ += text.size();
    ++lines_;
}

void Register::add(const std::string& serial, CertificateKind kind) {
    locked([&](int fd) {
        if (fd >= 0)
            append(fd, json{{"serial", serial}, {"kind", nameOf(kind)}}.dump());
        entries_[serial] = {kind, {}};
    });
}

bool Register::revoke(const std::string& serial, RevocationReason reason, Instant when) {
    bool known = false;
    locked([&](int fd) {
        const auto found = entries_.find(serial);
        known = found != entries_.end();
        if (!known)
            return;
        auto& revoked = found->second.revoked;
        if (revoked && revoked->first != RevocationReason::CertificateHold)
            return;
        if (fd >= 0)
            append(fd,
                   json{{"serial", serial}, {"revoked", toIso(when)}, {"reason", static_cast<int>(reason)}}
                       .dump());
        revoked = {reason, when};
    });
    return known;
}

const std::map<std::string, Entry>& Register::entries() {
    locked([](int) {});
    return entries_;
}

} // namespace kaomado::trust
