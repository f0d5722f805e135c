// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/base/clock.hpp>
#include <kaomado/store/database.hpp>

#include <filesystem>
#include <optional>

namespace kaomado::app {

/// What is looked at.
struct DoctorOptions {
    std::string data, database, backups;
    std::vector<std::string> certificates;
    unsigned freeMegabytes = 1024;
    bool json = false;
};

enum class Health {
    Good,
    Doubtful, ///< works today; somebody should look at it
    Bad       ///< something does not work, or does not keep what it should
};

struct Symptom {
    std::string id; ///< "readers.none": stable, for programs
    Health health;
    std::string what, remedy;
};

/// Collects what was found, in the words of texts/doctor.json: "doctor.ID" and, unless all is good,
/// "doctor.ID.todo".
class Diagnosis {
public:
    explicit Diagnosis(const Frame& frame) : frame_(frame) {}

    using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
    void add(Health health, const std::string& id, Values values = {});
    /// Something that could not be looked at; the fault says why and what to do.
    void add(const std::string& id, const Error& error);

    const std::vector<Symptom>& found() const { return found_; }

private:
    const Frame& frame_;
    std::vector<Symptom> found_;
};

/// What the checks of one run share.
struct Patient {
    DoctorOptions options;
    std::filesystem::path data;
    std::string address;                 ///< of the database; empty: there is none yet
    std::unique_ptr<store::Database> db; ///< null when there is none, or it does not open
    bool training = false; ///< the database says so: a counter without a reader is then no fault
    Instant now{};
};

// Each looks at one thing, never at the network beyond the database's server, and changes nothing.
void examineReaders(const Patient& patient, Diagnosis& diagnosis);
/// Opens the database for the others.
void examineDatabase(Patient& patient, Diagnosis& diagnosis);
void examineBackups(const Patient& patient, Diagnosis& diagnosis);
void examineClock(const Patient& patient, Diagnosis& diagnosis);
void examineKeys(const Patient& patient, Diagnosis& diagnosis);
void examineCertificates(const Patient& patient, Diagnosis& diagnosis);
void examinePapers(const Patient& patient, Diagnosis& diagnosis);
void examineProgram(const Patient& patient, Diagnosis& diagnosis);

} // namespace kaomado::app
