// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/person_store.hpp"
#include "kaomado/forms/sheet.hpp"

namespace kaomado::counter {

/// What is known of a case, as values of its forms: the person's attributes, when the case keeps them, and
/// what was stated. What is not known stays empty. Consents, acknowledgements and signatures are never filled
/// in: they are the resident's own marks.
/// @throws Error Fault::BadInput for a case without events
forms::Values formValuesOf(const CaseKey& key, const std::vector<procedure::Event>& events,
                           const std::optional<PersonalAttributes>& person);

} // namespace kaomado::counter
