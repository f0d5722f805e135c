// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"

#include "commands.hpp"
#include "data_folder.hpp"
#include "open_tables.hpp"

#include <kaomado/base/text_file.hpp>

#include <algorithm>
#include <iostream>
#include <sstream>

namespace kaomado::app {

namespace {

constexpr const char* kPublicKeys = "log.pub";

std::vector<Bytes> keysIn(const std::string& text, const std::string& where) {
    std::vector<Bytes> keys;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        try {
            keys.push_back(fromHex(line));
        } catch (const Error&) { // told below
            keys.emplace_back();
        }
        if (keys.back().size() != signing::kPublicKeySize)
            throw Error(Fault::BadInput, where + ": a public key has 64 hexadecimal digits");
    }
    if (keys.empty())
        throw Error(Fault::BadInput, where + ": there is no key in it");
    return keys;
}

} // namespace

void addAudit(CLI::App& app, Frame& frame) {
    CLI::App* audit = frame.command(app, "audit", "audit");
    audit->require_subcommand(1);
    addAuditHead(*audit, frame);
    addAuditProve(*audit, frame);
    addAuditExport(*audit, frame);
    addAuditVerify(*audit, frame);
}

void AuditSource::addTo(CLI::App& command, const Frame& frame) {
    command.add_option("--data", data, frame.text("audit.data"))->type_name("DIR");
    command.add_option("--database", database, frame.text("audit.database"))->type_name("ADDRESS");
    command.add_option("--municipality", municipality, frame.text("audit.municipality"))->type_name("CODE");
}

std::filesystem::path AuditSource::folder() const {
    return data.empty() ? defaultDataFolder("--data") : std::filesystem::path(data);
}

audit::LogKey LogKeys::signingKey() const {
    std::filesystem::create_directories(folder_);
    audit::LogKey key = audit::LogKey::loadOrCreate(folder_ / "log.key");
    std::vector<Bytes> known = publicKeys();
    if (std::ranges::find(known, key.publicKey()) == known.end()) {
        known.push_back(key.publicKey());
        std::string lines;
        for (const Bytes& one : known)
            lines += toHex(one) + "\n";
        replaceFile(folder_ / kPublicKeys, viewOf(lines));
    }
    return key;
}

std::vector<Bytes> LogKeys::publicKeys() const {
    const std::filesystem::path file = folder_ / kPublicKeys;
    return std::filesystem::exists(file) ? keysIn(readTextFile(file), file.string()) : std::vector<Bytes>{};
}

std::string AuditSource::address() const {
    return database.empty() ? (folder() / "kaomado.db").string() : database;
}

AuditedDatabase::AuditedDatabase(const AuditSource& source)
    : wanted_(source.municipality), db_(openTables(source.address())) {}

std::vector<std::string> AuditedDatabase::municipalities() const {
    return wanted_.empty() ? counter::municipalitiesIn(*db_) : std::vector{wanted_};
}

std::string AuditedDatabase::municipality() const {
    const std::vector<std::string> all = municipalities();
    if (all.size() == 1)
        return all[0];
    std::string names;
    for (const std::string& name : all)
        names += " " + name;
    throw Error(Fault::BadInput,
                "--municipality: " + (all.empty() ? "there is no event yet" : "one of" + names));
}

std::vector<Bytes> publicKeysFrom(const std::string& text) {
    return std::filesystem::exists(text) ? keysIn(readTextFile(text), text) : keysIn(text, text);
}

audit::SignedHead headFromFile(const std::string& path) {
    std::string text = readTextFile(path);
    if (text.ends_with('\n'))
        text.pop_back();
    audit::SignedHead head = audit::signedHeadFrom(text);
    audit::headOf(head);
    return head;
}

void writeResult(const std::string& path, const std::string& content) {
    if (path.empty())
        std::cout << content << std::flush;
    else
        replaceFile(path, viewOf(content));
}

std::string headText(const audit::SignedHead& signedHead, const Frame& frame) {
    const audit::Head head = audit::headOf(signedHead);
    return fill(frame.text("audit.head.line"), {{"municipality", head.municipality},
                                                {"size", std::to_string(head.tree.size)},
                                                {"root", toHex(head.tree.root)},
                                                {"time", toIso(head.time)},
                                                {"key", audit::keyId(signedHead.publicKey)}});
}

} // namespace kaomado::app
