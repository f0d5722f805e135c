// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/contacts.hpp"

#include "loader.hpp"

namespace kaomado::procedure {

std::vector<Contact> contactsFor(const Rulebook& rulebook, Contact::Audience audience) {
    std::vector<Contact> list;
    for (const Contact& contact : rulebook.contacts)
        if (contact.audience == audience)
            list.push_back(contact);
    return list;
}

void Loader::contacts(const Yaml& list) {
    for (const Yaml& node : list.items()) {
        if (!node.keys({"id", "audience", "about", "via", "name", "mail", "rules"}))
            continue;
        const std::string audience = node.text("audience");
        const bool resident = audience == "resident";
        if (!resident && audience != "staff")
            node.at("audience").problem("no audience '" + audience + "'", "staff or resident");
        book_.contacts.push_back(
            {identifier(node), resident ? Contact::Audience::Resident : Contact::Audience::Staff,
             node.text("about"), node.textOr("via"), node.text("name"), node.textOr("mail"), ruleIds(node)});
        for (const char* key : {"via", "mail"})
            if (resident && node.has(key))
                node.at(key).problem("a resident is shown the way of a municipality",
                                     "name the free line alone");
    }
}

} // namespace kaomado::procedure
