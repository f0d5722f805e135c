// SPDX-License-Identifier: Apache-2.0
#include "routes.hpp"

namespace kaomado::server {

namespace {

const std::map<std::string, Route, std::less<>>& table() {
    static const std::map<std::string, Route, std::less<>> kTable{
        {"health", route::health},
        {"metrics", route::metrics},
        {"openapi", route::openapi},
        {"site", route::site},
        {"events", route::events},
        {"signIn", route::signIn},
        {"session", route::session},
        {"signOut", route::signOut},
        {"changePassword", route::changePassword},
        {"listStaff", route::listStaff},
        {"addStaff", route::addStaff},
        {"changeStaff", route::changeStaff},
        {"rulebook", route::rulebook},
        {"rule", route::rule},
        {"listProcedures", route::listProcedures},
        {"explainProcedure", route::explainProcedure},
        {"choose", route::choose},
        {"listCases", route::listCases},
        {"due", route::due},
        {"openCase", route::openCase},
        {"case", route::oneCase},
        {"caseEvents", route::caseEvents},
        {"bindCard", route::bindCard},
        {"observeCard", route::observeCard},
        {"stateFacts", route::stateFacts},
        {"recordDocument", route::recordDocument},
        {"performStep", route::performStep},
        {"failStep", route::failStep},
        {"suspendCase", route::suspendCase},
        {"resumeCase", route::resumeCase},
        {"withdrawCase", route::withdrawCase},
        {"logOutOfPortal", route::logOutOfPortal},
        {"listForms", route::listForms},
        {"blankForm", route::blankForm},
        {"casePapers", route::casePapers},
        {"casePaper", route::casePaper},
        {"endorsement", route::endorsement},
        {"listReaders", route::listReaders},
        {"reader", route::reader},
        {"listTrainingCards", route::listTrainingCards},
        {"addTrainingCard", route::addTrainingCard},
        {"placeTrainingCard", route::placeTrainingCard},
        {"setTroubles", route::setTroubles},
        {"auditHead", route::auditHead},
        {"signAuditHead", route::signAuditHead},
    };
    return kTable;
}

} // namespace

Route routeOf(std::string_view operation) {
    const auto found = table().find(operation);
    return found == table().end() ? nullptr : found->second;
}

std::vector<std::string> answeredOperations() {
    std::vector<std::string> ids;
    for (const auto& [id, route] : table())
        ids.push_back(id);
    return ids;
}

} // namespace kaomado::server
