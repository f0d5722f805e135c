// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "office.hpp"
#include "problems.hpp"

namespace kaomado::server {

/// What an operation answers. `toKeep` is stored in place of the body, where the body holds what must be told
/// once only.
using Route = GivenAnswers::Work (*)(Office&, const Call&);

/// Null for an id that no function answers.
Route routeOf(std::string_view operation);
/// Every id that is answered.
std::vector<std::string> answeredOperations();

// Each answers one operation of openapi.json, by its id. They parse, ask, print, and decide nothing.
// @throws Error: told as a problem
namespace route {
// site
GivenAnswers::Work health(Office&, const Call&);
GivenAnswers::Work metrics(Office&, const Call&);
GivenAnswers::Work openapi(Office&, const Call&);
GivenAnswers::Work site(Office&, const Call&);
GivenAnswers::Work events(Office&, const Call&);
// people
GivenAnswers::Work signIn(Office&, const Call&);
GivenAnswers::Work session(Office&, const Call&);
GivenAnswers::Work signOut(Office&, const Call&);
GivenAnswers::Work changePassword(Office&, const Call&);
GivenAnswers::Work listStaff(Office&, const Call&);
GivenAnswers::Work addStaff(Office&, const Call&);
GivenAnswers::Work changeStaff(Office&, const Call&);
// rules
GivenAnswers::Work rulebook(Office&, const Call&);
GivenAnswers::Work rule(Office&, const Call&);
GivenAnswers::Work listProcedures(Office&, const Call&);
GivenAnswers::Work explainProcedure(Office&, const Call&);
GivenAnswers::Work choose(Office&, const Call&);
// cases
GivenAnswers::Work listCases(Office&, const Call&);
GivenAnswers::Work openCase(Office&, const Call&);
GivenAnswers::Work due(Office&, const Call&);
GivenAnswers::Work oneCase(Office&, const Call&);
GivenAnswers::Work caseEvents(Office&, const Call&);
GivenAnswers::Work bindCard(Office&, const Call&);
GivenAnswers::Work observeCard(Office&, const Call&);
GivenAnswers::Work stateFacts(Office&, const Call&);
GivenAnswers::Work recordDocument(Office&, const Call&);
GivenAnswers::Work performStep(Office&, const Call&);
GivenAnswers::Work failStep(Office&, const Call&);
GivenAnswers::Work suspendCase(Office&, const Call&);
GivenAnswers::Work resumeCase(Office&, const Call&);
GivenAnswers::Work withdrawCase(Office&, const Call&);
GivenAnswers::Work logOutOfPortal(Office&, const Call&);
// papers
GivenAnswers::Work listForms(Office&, const Call&);
GivenAnswers::Work blankForm(Office&, const Call&);
GivenAnswers::Work casePapers(Office&, const Call&);
GivenAnswers::Work casePaper(Office&, const Call&);
GivenAnswers::Work endorsement(Office&, const Call&);
// readers
GivenAnswers::Work listReaders(Office&, const Call&);
GivenAnswers::Work reader(Office&, const Call&);
GivenAnswers::Work listTrainingCards(Office&, const Call&);
GivenAnswers::Work addTrainingCard(Office&, const Call&);
GivenAnswers::Work placeTrainingCard(Office&, const Call&);
GivenAnswers::Work setTroubles(Office&, const Call&);
// audit
GivenAnswers::Work auditHead(Office&, const Call&);
GivenAnswers::Work signAuditHead(Office&, const Call&);
} // namespace route

/// For the cookie of a session.
inline constexpr std::string_view kCookie = "kaomado_session";

} // namespace kaomado::server
