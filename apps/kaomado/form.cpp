// SPDX-License-Identifier: Apache-2.0
#include "form.hpp"

#include "commands.hpp"

#include <kaomado/base/text_file.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
namespace fs = std::filesystem;

constexpr int kUnprintable = 2;

Date dayOf(const FormOptions& o) {
    return o.on.empty() ? dayInJapan(SystemClock().now()) : dateFrom(o.on);
}

Instant createdOf(const FormOptions& o) {
    return o.created.empty() ? SystemClock().now() : instantFromIso(o.created);
}

forms::Library libraryOf(const FormOptions& o) {
    const forms::Library& builtIn = forms::Library::builtIn();
    return o.overrides.empty() ? builtIn : builtIn.with(fs::path(o.overrides));
}

const forms::Form& formIn(const forms::Library& library, const std::string& id, Date day) {
    if (const forms::Form* form = library.find(id, day))
        return *form;
    std::string ids;
    for (const forms::Form* form : library.inForce(day))
        ids += " " + form->id;
    throw Error(Fault::BadInput, "'" + id + "' is no form on " + toIso(day) + "; there are" + ids);
}

forms::Order orderFrom(const FormOptions& o, const forms::Form& form) {
    forms::Order order{formValues(o),
                       {o.with.begin(), o.with.end()},
                       {o.without.begin(), o.without.end()},
                       o.caseId,
                       createdOf(o)};
    for (const auto* parts : {&order.parts, &order.without})
        for (const std::string& part : *parts)
            if (form.part(part) == nullptr) {
                std::string known;
                for (const auto& one : form.parts)
                    known += " " + one.id;
                throw Error(Fault::BadInput, form.id + " has no part '" + part + "'; its parts are" +
                                                 (known.empty() ? " none" : known));
            }
    return order;
}

/// out.png, or out-1.png and so on for several pages.
fs::path pageName(const fs::path& out, std::size_t page, std::size_t pages) {
    if (pages == 1)
        return out;
    return out.parent_path() /
           (out.stem().string() + "-" + std::to_string(page + 1) + out.extension().string());
}

void write(const fs::path& path, const Bytes& bytes, const Frame& frame) {
    replaceFile(path, bytes);
    std::cout << fill(frame.text("form.written"), {{"file", path.string()}}) << '\n';
}

void write(const forms::Sheet& sheet, const fs::path& out, double dotsPerInch, const Frame& frame) {
    if (out.extension() == ".pdf")
        return write(out, sheet.document.pdf(), frame);
    const std::size_t pages = sheet.document.pages();
    for (std::size_t page = 0; page < pages; ++page)
        write(pageName(out, page, pages), sheet.document.png(page, dotsPerInch), frame);
}

/// What is suggested to go into the same envelope: printed, declined, or only named (R-FORM-21).
void enclose(const FormOptions& o, const forms::Library& library, const forms::Form& form,
             const Frame& frame) {
    const fs::path out = o.out;
    for (const std::string& id : form.enclose) {
        const forms::Form& other = formIn(library, id, dayOf(o));
        if (o.enclose) {
            const forms::Order order{formValues(o), {}, {}, {}, createdOf(o)};
            const fs::path beside =
                out.parent_path() / (out.stem().string() + "-" + id + out.extension().string());
            write(layOut(library, other, order), beside, o.dotsPerInch, frame);
        } else if (!o.noEnclose)
            std::cout << fill(frame.text("form.suggest"), {{"id", id}, {"title", other.title}}) << '\n';
    }
}

int print(const FormOptions& o, const Frame& frame) {
    const fs::path out = o.out;
    if (o.id.empty() || o.out.empty())
        throw Error(Fault::BadInput, "name a form and where it is to be written: kaomado form ID -o FILE; "
                                     "kaomado form --list shows the forms");
    if (out.extension() != ".pdf" && out.extension() != ".png")
        throw Error(Fault::BadInput, o.out + ": a form is written to a .pdf or a .png");
    const forms::Library library = libraryOf(o);
    const forms::Form& form = formIn(library, o.id, dayOf(o));
    const forms::Sheet sheet = layOut(library, form, orderFrom(o, form));
    printProblems(sheet.problems, o.byHand, frame);
    if (!sheet.problems.empty() && !o.byHand)
        return kUnprintable;
    write(sheet, out, o.dotsPerInch, frame);
    if (sheet.continued)
        std::cout << frame.text("form.continued") << '\n';
    enclose(o, library, form, frame);
    return kOk;
}

int run(const FormOptions& o, const Frame& frame) {
    if (!o.list)
        return print(o, frame);
    printForms(libraryOf(o), o, frame);
    return kOk;
}
} // namespace

void addForm(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "form", "form");
    const auto o = std::make_shared<FormOptions>();
    command->add_option("id", o->id, frame.text("form.id"))->type_name("ID");
    command->add_flag("--list", o->list, frame.text("form.list"));
    command->add_option("-o,--output", o->out, frame.text("form.output"))->type_name("FILE");
    command->add_option("--data", o->data, frame.text("form.data"))->type_name("FILE|DIR");
    command->add_option("--case", o->caseId, frame.text("form.case"))->type_name("CASE");
    command->add_option("--municipality", o->municipality, frame.text("form.municipality"))
        ->type_name("CODE");
    command->add_option("--set", o->values, frame.text("form.set"))->type_name("FIELD=VALUE");
    command->add_option("--with", o->with, frame.text("form.with"))->type_name("PART");
    command->add_option("--without", o->without, frame.text("form.without"))->type_name("PART");
    command->add_flag("--by-hand", o->byHand, frame.text("form.by_hand"));
    auto* yes = command->add_flag("--enclose", o->enclose, frame.text("form.enclose"));
    command->add_flag("--no-enclose", o->noEnclose, frame.text("form.no_enclose"))->excludes(yes);
    command->add_option("--override", o->overrides, frame.text("form.override"))->type_name("DIR");
    command->add_option("--on", o->on, frame.text("form.on"))->type_name("YYYY-MM-DD");
    command->add_option("--created", o->created, frame.text("form.created"))
        ->type_name("YYYY-MM-DDTHH:MM:SSZ");
    command->add_option("--dpi", o->dotsPerInch, frame.text("form.dpi"))->type_name("36-600");
    command->add_flag("--json", o->json, frame.text("form.json"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
