// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/forms/sheet.hpp>

namespace kaomado::app {

struct FormOptions {
    std::string id, data, caseId, municipality, overrides, on, created, out;
    std::vector<std::string> values, with, without;
    bool list = false, byHand = false, enclose = false, noEnclose = false, json = false;
    double dotsPerInch = 150;
};

/// Values from --data (a file, or a folder with --case) with those of --set before them.
forms::Values formValues(const FormOptions& options);

/// The editions that there are, each with its history and days of use.
void printForms(const forms::Library& library, const FormOptions& options, const Frame& frame);

/// What cannot be printed, one line each on stderr: the field, the code points and why.
void printProblems(const std::vector<forms::Problem>& problems, bool byHand, const Frame& frame);

} // namespace kaomado::app
