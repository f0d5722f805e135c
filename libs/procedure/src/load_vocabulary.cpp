// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

std::string identifier(const Yaml& node) {
    std::string id = node.text("id");
    try {
        if (!id.empty())
            return Word(id).text();
    } catch (const Error&) {
        node.at("id").problem("'" + id + "' is no identifier", "use letters, digits, '_' and '-'");
    }
    return id;
}

const std::vector<ProvidedFact>& providedFacts() {
    using enum FactType;
    using enum FactSource;
    static const std::vector<ProvidedFact> kProvided{{"pins_all_locked", YesNo, Chip},
                                                     {"pins_all_full", YesNo, Chip},
                                                     {"user_auth_locked", YesNo, Chip},
                                                     {"user_auth_tries", FactType::Count, Chip},
                                                     {"sig_cert_on_card", YesNo, Chip},
                                                     {"user_cert_on_card", YesNo, Chip},
                                                     {"user_cert_in_period", YesNo, Chip},
                                                     {"card_mode", FactType::Word, Computed},
                                                     {"lines_free", FactType::Count, Computed},
                                                     {"identity_sufficient", YesNo, Computed},
                                                     {"card_bound", YesNo, Computed},
                                                     {"overridden", YesNo, Computed},
                                                     {"user_cert_fresh", YesNo, Computed},
                                                     {"second_officer_same", YesNo, Computed},
                                                     {"second_officer", FactType::Officer, Stated},
                                                     {"visitor", FactType::Word, Stated},
                                                     {"rep_kind", FactType::Word, Stated},
                                                     {"identity_level", FactType::Word, Stated},
                                                     {"lines_used", FactType::Count, Stated},
                                                     {"marked_on_face", YesNo, Stated},
                                                     {"marked_on_case", YesNo, Stated},
                                                     {"reissue_pending", YesNo, Stated},
                                                     {"release_open", YesNo, Stated},
                                                     {"endorsement_capacity", FactType::Count, Setting},
                                                     {"reading_max_age_minutes", FactType::Count, Setting}};
    return kProvided;
}

void Loader::edition() {
    const Yaml& root = file("edition.yaml");
    if (!root.keys({"edition", "title", "roles", "suspend_reasons", "withdraw_reasons", "override_reasons",
                    "identity_levels", "services", "entries", "contacts"}))
        return;
    book_.edition = root.text("edition");
    book_.title = root.text("title");
    book_.roles = choices(root.at("roles"));
    book_.suspendReasons = choices(root.at("suspend_reasons"));
    book_.withdrawReasons = choices(root.at("withdraw_reasons"));
    book_.overrideReasons = choices(root.at("override_reasons"));
    for (const Yaml& node : root.at("identity_levels").items())
        if (node.keys({"id", "label", "covers"}))
            book_.identityLevels.push_back({identifier(node), node.text("label"), node.words("covers")});
    const Yaml services = root.at("services");
    if (services.keys({"available", "not_available", "verification"}))
        book_.services = {services.words("available"), services.words("not_available"),
                          choices(services.at("verification"))};
    for (const Yaml& node : root.at("entries").items())
        if (node.keys({"id", "word", "layout", "colour", "double_line", "rules"}))
            book_.entries.push_back({identifier(node), node.textOr("word"), node.text("layout"),
                                     node.text("colour"), node.flag("double_line"), ruleIds(node)});
    contacts(root.at("contacts"));
}

std::vector<Choice> Loader::choices(const Yaml& list) const {
    std::vector<Choice> result;
    for (const Yaml& node : list.items())
        if (node.keys({"id", "label"}))
            result.push_back({identifier(node), node.text("label")});
    if (result.empty())
        list.problem("the list is missing or empty", "add at least one {id, label}");
    return result;
}

void Loader::type(const Yaml& node, Fact& fact) const {
    const std::map<std::string, FactType> types{{"yes_no", FactType::YesNo},
                                                {"count", FactType::Count},
                                                {"word", FactType::Word},
                                                {"day", FactType::Day},
                                                {"officer", FactType::Officer}};
    const std::string name = node.text("type");
    if (const auto found = types.find(name); found != types.end())
        fact.type = found->second;
    else
        node.at("type").problem("unknown type '" + name + "'", "one of yes_no, count, word, day, officer");
    fact.values = node.words("values");
    if ((fact.type == FactType::Word) == fact.values.empty())
        node.problem("'values' go with type word, and only there", "add or remove them");
    for (const std::string& word : fact.values)
        try {
            (void)Word(word);
        } catch (const Error&) {
            node.at("values").problem("'" + word + "' is no word",
                                      "begin with a letter; letters, digits, _ and -");
        }
    if (node.has("standard"))
        fact.standard = value(node.at("standard"), fact);
}

Fact Loader::fact(const Yaml& node) const {
    Fact fact;
    fact.id = identifier(node);
    if (node.has("derived")) {
        fact.source = FactSource::Derived;
        if (node.has("type") || node.has("question") || node.has("standard"))
            node.problem("a derived fact is yes or no and is not asked",
                         "remove type, question and standard");
        return fact;
    }
    type(node, fact);
    const std::string source = node.textOr("source");
    if (source == "chip" || source == "computed")
        fact.source = source == "chip" ? FactSource::Chip : FactSource::Computed;
    else if (!source.empty())
        node.at("source").problem("unknown source '" + source + "'", "chip, computed, or leave it out");
    else
        fact.question = node.text("question");
    fact.notesOn = node.textOr("notes_on");
    return fact;
}

void Loader::settings() {
    for (const Yaml& node : file("settings.yaml").items()) {
        if (!node.keys({"id", "type", "values", "standard", "label"}))
            continue;
        Fact setting;
        setting.id = identifier(node);
        setting.source = FactSource::Setting;
        setting.question = node.text("label");
        type(node, setting);
        if (!setting.standard)
            node.problem("a setting without a standard value", "add 'standard'");
        if (!book_.facts.emplace(setting.id, setting).second)
            node.problem("'" + setting.id + "' a second time", "keep one of them");
    }
}

void Loader::declareFacts() {
    for (const Yaml& node : file("facts.yaml").items()) {
        if (!node.keys({"id", "type", "values", "standard", "question", "source", "derived", "notes_on"}))
            continue;
        Fact read = fact(node);
        if ((read.source == FactSource::Chip || read.source == FactSource::Computed) &&
            std::ranges::find(providedFacts(), read.id, &ProvidedFact::id) == providedFacts().end())
            node.problem("the program does not provide '" + read.id + "'", "remove it or its source");
        if (!book_.facts.emplace(read.id, read).second)
            node.problem("'" + read.id + "' a second time", "keep one of them; settings count too");
    }
    checkProvided();
}

void Loader::checkProvided() {
    for (const ProvidedFact& provided : providedFacts()) {
        const Fact* fact = book_.fact(provided.id);
        if (fact == nullptr || fact->source != provided.source || fact->type != provided.type)
            file("facts.yaml")
                .problem("'" + std::string(provided.id) +
                             "' is missing, or its source or type differs from the program",
                         "list it as the program knows it");
    }
}

void Loader::deriveFacts() {
    for (const Yaml& node : file("facts.yaml").items()) {
        const auto found = book_.facts.find(node.textOr("id"));
        if (found == book_.facts.end())
            continue;
        if (node.has("derived"))
            found->second.derived = condition(node.at("derived"));
        if (!found->second.notesOn.empty() && !book_.documents.contains(found->second.notesOn))
            node.at("notes_on")
                .problem("no document '" + found->second.notesOn + "'", "correct its spelling");
    }
}

void Loader::declareDocuments() {
    for (const Yaml& node : file("documents.yaml").items()) {
        if (!node.keys({"id", "title", "attributes", "same_paper", "requirements", "warns"}))
            continue;
        Document document;
        document.id = identifier(node);
        document.title = node.text("title");
        for (const Yaml& attribute : node.at("attributes").items())
            if (attribute.keys({"id", "type", "values", "standard", "question"})) {
                document.attributes.push_back(fact(attribute));
                if (book_.facts.contains(document.attributes.back().id))
                    attribute.problem("an attribute with the name of a fact", "give it another name");
            }
        if (!book_.documents.emplace(document.id, document).second)
            node.problem("document '" + document.id + "' a second time", "keep one of them");
    }
}

void Loader::fillDocuments() {
    for (const Yaml& node : file("documents.yaml").items()) {
        const auto found = book_.documents.find(node.textOr("id"));
        if (found == book_.documents.end())
            continue;
        Document& document = found->second;
        document.requirements = requirements(node.at("requirements"), &document.attributes);
        document.warns = requirements(node.at("warns"), &document.attributes);
        document.samePaper.clear();
        for (const Yaml& same : node.at("same_paper").items()) {
            if (!same.keys({"document", "when"}))
                continue;
            const auto other = book_.documents.find(same.text("document"));
            if (other == book_.documents.end()) {
                same.problem("no document '" + same.textOr("document") + "'", "correct its spelling");
                continue;
            }
            const Attributes& theirs = other->second.attributes;
            document.samePaper.push_back({other->first, condition(same.at("when"), &theirs)});
            (void)requirements(node.at("requirements"), &theirs); // its attributes must be on that paper too
        }
    }
}

} // namespace kaomado::procedure
