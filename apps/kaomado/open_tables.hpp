// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/store/database.hpp>

namespace kaomado::app {

/// An address as it may be shown: what stands in the place of a password is left out.
std::string shown(const std::string& address);

/// @throws Error Fault::FileMissing for a file that is not there: a mistyped path must not become a database
void mustExist(const std::string& address);

/// A database that must be there already, with the counter's tables as this program knows them.
/// @throws Error Fault::FileMissing, Fault::Configuration, Fault::Storage
std::unique_ptr<store::Database> openTables(const std::string& address);

} // namespace kaomado::app
