// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/person_store.hpp"
#include "kaomado/forms/sheet.hpp"

namespace kaomado::counter {

/// What is known of a case, as values of its forms: the person's attributes, when the case keeps them, and
/// what was stated. What is not known stays empty. Consents, acknowledgements and signatures are never filled
/// in: they are the resident's own marks; nor are the days that somebody writes who fills a paper in at home.
/// `today`: of printing. @throws Error Fault::BadInput for a case without events
forms::Values formValuesOf(const CaseKey& key, const std::vector<procedure::Event>& events,
                           const std::optional<PersonalAttributes>& person, Date today);

/// The day on which the card was handed over or sent; until then it is today.
Date handoverDay(const procedure::CaseState& state, Date today);

} // namespace kaomado::counter
