// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/endorsement/profile.hpp"
#include "kaomado/forms/sheet.hpp"

#include <filesystem>

namespace kaomado::counter {

/// What an office prints with. @thread immutable once made
struct Stationery {
    forms::Library forms; ///< the office's own before those compiled in
    forms::Values office; ///< what is known of municipality.*
    endorsement::Profile profile;
    bool training = false; ///< nothing printed can be taken for real

    /// Of a folder with office.yaml, endorsement.yaml and forms/*.yaml; each may be missing, and so may the
    /// folder. @throws Error Fault::FileMalformed with every mistake and its line
    static Stationery of(const std::filesystem::path& folder);
    /// The same, of an office with a sample name unless the folder has another.
    static Stationery ofTraining(const std::filesystem::path& folder);

    /// e.g. 「見本市長」; empty when nobody has said
    std::string head() const;
};

} // namespace kaomado::counter
