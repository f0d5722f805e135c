// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"

#include <iostream>

namespace kaomado::app {

int exitCodeFor(Fault fault) {
    switch (fault) {
    case Fault::BadInput:
        return kUsage;
    case Fault::FileMissing:
        return kNoInput;
    case Fault::FileMalformed:
    case Fault::CardUnreadable:
    case Fault::SignatureInvalid:
    case Fault::CertificateInvalid:
    case Fault::StorageTampered:
        return kDataError;
    case Fault::Storage:
        return kInputOutput;
    case Fault::RulebookInvalid:
    case Fault::Configuration:
        return kConfiguration;
    case Fault::Internal:
        return kInternal;
    case Fault::PcscUnavailable:
    case Fault::ReaderMissing:
    case Fault::NetworkUnavailable:
        return kUnavailable;
    default: // the card, the reader or another program: the same again may work
        return kTemporary;
    }
}

CLI::App* Frame::command(CLI::App& parent, const std::string& name, const std::string& key) const {
    CLI::App* added = parent.add_subcommand(name, text(key));
    added->get_help_ptr()->group(text("frame.label.Options")); // made before the parent's defaults reach it
    if (hasText(key + ".help"))
        added->footer("\n" + text(key + ".help"));
    return added;
}

void Frame::run(CLI::App* command, std::function<int()> work) {
    command->callback([this, work = std::move(work)] { work_ = work; });
}

void Frame::print(const FaultText& fault, const std::string& detail) const {
    std::cerr << "kaomado: " << fault.title << '\n'
              << text("frame.detail") << detail << '\n'
              << text("frame.remedy") << fault.remedy << '\n';
}

void Frame::report(const Error& error) const {
    print(faultText(error.fault(), language_), error.what());
}

void Frame::report(const CLI::ParseError& error) const {
    const std::string key = "frame.parse." + error.get_name();
    const std::string what = hasText(key) ? text(key) : text("frame.parse");
    print({what, "", text("frame.parse.remedy")}, error.what());
}

} // namespace kaomado::app
