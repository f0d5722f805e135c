// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/compare.hpp"

namespace kaomado::procedure {

/// What is compared, and how it reads in the language asked for.
struct Item {
    std::string key, shown;
};

/// A property. A list is compared item by item.
struct Field {
    std::string part;
    std::vector<Item> items;
    bool list = false;
};

/// Anything of an edition that has an identifier and properties.
struct Object {
    std::string id, label;
    std::vector<std::string> procedures;
    std::vector<Field> fields;
};

/// Objects of one kind. `ordered`: their order means something.
struct Group {
    Change::Area area = Change::Area::Edition;
    std::string procedure;
    bool ordered = false;
    std::vector<Object> objects;
};

/// Puts properties into words. Conditions are compared in their language-neutral form and shown in the
/// language asked for, so that a question with new wording is one change and not as many as there are
/// conditions that rest on it.
class Words {
public:
    Words(const Rulebook& book, Language language) : book_(book), language_(language) {}

    const Rulebook& book() const { return book_; }
    std::string title(const std::string& document) const;
    Item say(const Condition& condition, const Document* on = nullptr) const;
    std::vector<Item> say(const std::vector<Requirement>& list, const Document* on = nullptr) const;
    /// A value of a fact, by its short name in Japanese.
    Item value(const std::string& fact, const std::string& value) const;
    /// Facts as they are asked for.
    std::vector<Item> asked(const std::vector<std::string>& facts) const;
    std::vector<Item> attributes(const Document& document) const;

private:
    const Rulebook& book_;
    Language language_;
};

Field text(const char* part, const std::string& value);
Field text(const char* part, Item item);
Field list(const char* part, const std::vector<std::string>& words);
Field list(const char* part, std::vector<Item> items);
Field flag(const char* part, bool value);
Field dates(const Dates& dates);
std::vector<std::string> assignments(const Facts& facts);

/// The groups of flatten(), in its order.
void flattenProcedures(const Words& words, std::vector<Group>& groups);
void flattenShared(const Words& words, std::vector<Group>& groups); ///< steps, papers, facts, rules
void flattenLists(const Words& words, std::vector<Group>& groups);  ///< the short lists, dates, scenarios

/// A whole edition as objects, so that one comparison does for all of it.
std::vector<Group> flatten(const Rulebook& book, Language language);

} // namespace kaomado::procedure
