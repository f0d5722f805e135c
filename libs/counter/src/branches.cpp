// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/branches.hpp"

#include "embedded/branches_json.hpp"
#include "kaomado/base/error.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::counter {

using nlohmann::json;

namespace {

[[noreturn]] void refuse(const std::string& text) {
    throw Error(Fault::FileMalformed, "branches: " + text);
}

const procedure::Procedure& known(const procedure::Rulebook& rulebook, const std::string& id) {
    const procedure::Procedure* found = rulebook.procedure(id);
    if (found == nullptr)
        refuse("no procedure " + id);
    return *found;
}

Branch branchFrom(const json& line, const procedure::Procedure& of, const std::string& card,
                  const procedure::Rulebook& rulebook) {
    Branch branch{.procedure = of.id,
                  .id = line.at("id"),
                  .title = line.at("title"),
                  .card = line.value("card", card),
                  .given = line.value("given", std::vector<std::string>{}),
                  .faults = line.value("faults", std::vector<std::string>{}),
                  .endsAs = line.value("as", of.id),
                  .ends = {},
                  .because = line.value("because", "")};
    branch.ends = line.value("ends", std::string(nameOf(known(rulebook, branch.endsAs).outcome)));
    return branch;
}

} // namespace

std::vector<Branch> branchesFrom(std::string_view text, const procedure::Rulebook& rulebook) {
    std::vector<Branch> all;
    try {
        const json file = json::parse(text);
        for (const auto& [id, of] : file.get_ref<const json::object_t&>())
            for (const json& line : of.at("branches"))
                all.push_back(branchFrom(line, known(rulebook, id), of.at("card"), rulebook));
    } catch (const json::exception& error) {
        refuse(error.what());
    }
    return all;
}

std::vector<Branch> branchesOf(const procedure::Rulebook& rulebook) {
    return branchesFrom(embedded::branches_json(), rulebook);
}

std::string usualCardOf(std::string_view procedure) {
    const json file = json::parse(embedded::branches_json());
    const auto of = file.find(procedure);
    if (of == file.end())
        throw Error(Fault::BadInput, std::string(procedure) + ": no such procedure");
    return of->at("card");
}

} // namespace kaomado::counter
