// SPDX-License-Identifier: Apache-2.0
#include "card.hpp"
#include "card_report.hpp"

#include <kaomado/training/make_card.hpp>
#include <kaomado/training/photo.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
struct Options {
    std::string profile = "normal", name, kana, birth, sex, address, photo, pin, password, ca, file;
    std::optional<std::uint32_t> seed;
    bool admin = false, terminalAuthentication = false, force = false;
};

const std::vector<std::string>& profileNames() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        for (const training::Profile profile : training::kAllProfiles)
            names.emplace_back(training::nameOf(profile));
        return names;
    }();
    return kNames;
}

char sexFrom(const std::string& text) {
    for (const auto& [word, digit] :
         {std::pair{"male", '1'}, {"female", '2'}, {"other", '9'}, {"unknown", '0'}})
        if (text == word || text == std::string(1, digit))
            return digit;
    throw Error(Fault::BadInput, "--sex: male, female, other or unknown (1, 2, 9, 0)");
}

/// A sample person with the items given replaced; nobody in particular when none is.
std::optional<training::Person> personFrom(const Options& o) {
    const bool given = !o.name.empty() || !o.kana.empty() || !o.birth.empty() || !o.sex.empty() ||
                       !o.address.empty() || !o.photo.empty();
    if (!given)
        return std::nullopt;
    const auto& people = training::samplePeople();
    training::Person person = people[o.seed.value_or(0) % people.size()];
    const auto replace = [](std::string& field, const std::string& value) {
        if (!value.empty())
            field = value;
    };
    replace(person.name, o.name);
    replace(person.kana, o.kana);
    replace(person.address, o.address);
    if (!o.sex.empty())
        person.sex = sexFrom(o.sex);
    if (!o.photo.empty())
        person.photo = training::photoFromFile(o.photo);
    try {
        if (!o.birth.empty())
            person.birth = dateFrom(o.birth);
    } catch (const Error& e) {
        throw Error(Fault::BadInput, std::string("--birth: ") + e.what() + "; write it as 1980-02-17");
    }
    return person;
}

training::CardOrder orderFrom(const Options& o) {
    training::CardOrder order;
    order.profile = training::profileNamed(o.profile).value();
    order.person = personFrom(o);
    order.seed = o.seed;
    order.admin = o.admin;
    order.terminalAuthentication = o.terminalAuthentication;
    order.pins = {SecretBytes{viewOf(o.pin)}, SecretBytes{viewOf(o.pin)}, SecretBytes{viewOf(o.pin)},
                  SecretBytes{viewOf(o.password)}};
    return order;
}

int run(const Options& o, const Frame& frame) {
    if (std::filesystem::exists(o.file) && !o.force) {
        frame.report(Error(Fault::BadInput, o.file + ": exists already; name another file or give --force"));
        return kCannotCreate;
    }
    const CardFileLock lock(o.file);
    training::CardOrder order = orderFrom(o);
    trust::TrainingCa ca =
        trust::TrainingCa::open(o.ca.empty() ? defaultCaFolder() : std::filesystem::path(o.ca));
    const Instant now = SystemClock().now();
    const emulator::CardImage image = training::makeCard(std::move(order), ca, now);
    image.save(o.file);
    const std::string report = newCardText(image, o.file, frame.language());
    std::cout << report;
    return kOk;
}
} // namespace

void addCardNew(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "new", "card.new");
    const auto o = std::make_shared<Options>();
    const auto option = [&](const std::string& flag, auto& value, const std::string& type) {
        return command->add_option("--" + flag, value, frame.text("card.new." + flag))->type_name(type);
    };
    command->add_option("-o,--output", o->file, frame.text("card.new.output"))->type_name("FILE")->required();
    option("profile", o->profile, "PROFILE")->check(CLI::IsMember(profileNames()))->option_text("PROFILE");
    option("name", o->name, "TEXT");
    option("kana", o->kana, "TEXT");
    option("birth", o->birth, "YYYY-MM-DD");
    option("sex", o->sex, "SEX");
    option("address", o->address, "TEXT");
    option("photo", o->photo, "FILE");
    option("seed", o->seed, "N");
    option("pin", o->pin, "NNNN");
    option("signature-password", o->password, "TEXT");
    option("ca", o->ca, "DIR");
    command->add_flag("--admin", o->admin, frame.text("card.new.admin"));
    command->add_flag("--terminal-authentication", o->terminalAuthentication,
                      frame.text("card.new.terminal-authentication"));
    command->add_flag("--force", o->force, frame.text("card.new.force"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
