// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/rulebook.hpp"

namespace kaomado::procedure {

/// Whom somebody at the counter, or a resident, may be told to ask; nobody sees the other's list (R-CON-03).
std::vector<Contact> contactsFor(const Rulebook& rulebook, Contact::Audience audience);

} // namespace kaomado::procedure
