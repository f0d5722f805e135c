// SPDX-License-Identifier: Apache-2.0
#include "rulebook.hpp"

#include <kaomado/procedure/compare.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
using procedure::Change;
using procedure::Rulebook;

constexpr int kDifferent = 1; // as diff(1)

struct Options {
    std::string before, after;
    bool json = false;
};

class Printer {
public:
    Printer(const Rulebook& before, const Rulebook& after, const Frame& frame)
        : before_(before), after_(after), frame_(frame) {}

    void print(const std::vector<Change>& changes) const {
        std::cout << before_.edition << " " << before_.title << "\n→ " << after_.edition << " "
                  << after_.title << '\n';
        if (changes.empty()) {
            std::cout << '\n' << frame_.text("rulebook.diff.same") << '\n';
            return;
        }
        first(procedure::firstNoticed(changes));
        for (const procedure::Procedure& procedure : after_.procedures)
            own(procedure, changes);
        shared(changes);
    }

private:
    static constexpr std::size_t kFirst = 12; // what fits on a page of a notice

    std::string place(const Change& change) const {
        if (!change.procedure.empty())
            return symbol(change.procedure);
        std::string symbols;
        for (const std::string& id : change.procedures)
            symbols += (symbols.empty() ? "" : " ") + symbol(id);
        return symbols;
    }
    std::string symbol(const std::string& id) const {
        return symbolOf(after_.procedure(id) == nullptr ? before_ : after_, id);
    }

    void first(const std::vector<const Change*>& noticed) const {
        if (noticed.empty())
            return;
        std::cout << '\n' << frame_.text("rulebook.diff.first") << '\n';
        for (std::size_t i = 0; i < noticed.size() && i < kFirst; ++i) {
            const std::string where = place(*noticed[i]);
            std::cout << "  " << (where.empty() ? "" : where + "  ");
            line(*noticed[i]);
        }
        if (noticed.size() > kFirst)
            std::cout << "  "
                      << fill(frame_.text("rulebook.diff.more"),
                              {{"count", std::to_string(noticed.size() - kFirst)}})
                      << '\n';
    }

    void own(const procedure::Procedure& procedure, const std::vector<Change>& changes) const {
        bool headed = false;
        for (const Change& change : changes) {
            const bool itself = change.area == Change::Area::Procedure && change.subject == procedure.id;
            if (change.procedure != procedure.id && !itself)
                continue;
            if (!headed)
                std::cout << '\n' << procedure.symbol << ' ' << procedure.title << '\n';
            headed = true;
            std::cout << "  ";
            line(change);
        }
    }

    void shared(const std::vector<Change>& changes) const {
        std::optional<Change::Area> area;
        for (const Change& change : changes) {
            const bool gone =
                change.area == Change::Area::Procedure && after_.procedure(change.subject) == nullptr;
            if (!change.procedure.empty() || (change.area == Change::Area::Procedure && !gone))
                continue;
            if (area != change.area)
                std::cout << '\n' << frame_.text("rulebook.area." + std::string(nameOf(change.area))) << '\n';
            area = change.area;
            const std::string where = gone ? "" : place(change);
            std::cout << "  " << (where.empty() ? "" : "（" + where + "）");
            line(change);
        }
    }

    /// "＋ 手順「…」", "～ 「…」の名称：… → …"
    void line(const Change& change) const {
        const std::string what(nameOf(change.what));
        std::cout << frame_.text("rulebook.mark." + what) << ' ' << subject(change);
        if (!change.part.empty())
            std::cout << " " << frame_.text("rulebook.part." + change.part);
        if (change.what == Change::What::Moved)
            std::cout << fill(frame_.text("rulebook.diff.moved"),
                              {{"before", change.before}, {"after", change.after}});
        else if (!change.part.empty() && change.what == Change::What::Altered)
            std::cout << frame_.text("rulebook.colon") << shown(change.before) << " → "
                      << shown(change.after);
        else if (!change.part.empty())
            std::cout << frame_.text("rulebook.colon")
                      << shown(change.what == Change::What::Added ? change.after : change.before);
        std::cout << '\n';
    }

    std::string subject(const Change& change) const {
        const std::string kind = frame_.text("rulebook.kind." + std::string(nameOf(change.area)));
        const std::string label = change.label.empty() || change.label == change.subject ? "" : change.label;
        if (change.area == Change::Area::Rule)
            return change.subject + (change.part.empty() ? " " + label : "");
        return kind + (label.empty() ? change.subject
                                     : frame_.text("rulebook.open") + label + frame_.text("rulebook.close"));
    }

    std::string shown(const std::string& text) const {
        return text.empty() ? frame_.text("rulebook.nothing") : text;
    }

    const Rulebook &before_, &after_;
    const Frame& frame_;
};

nlohmann::ordered_json jsonOf(const Change& change) {
    return {{"area", nameOf(change.area)}, {"procedure", change.procedure}, {"procedures", change.procedures},
            {"subject", change.subject},   {"label", change.label},         {"part", change.part},
            {"what", nameOf(change.what)}, {"before", change.before},       {"after", change.after},
            {"notice", change.notice}};
}

int run(const Options& o, const Frame& frame) {
    const Rulebook before = editionFrom(o.before), after = editionFrom(o.after);
    const auto changes = compare(before, after, frame.language());
    if (o.json) {
        auto rows = nlohmann::ordered_json::array();
        for (const Change& change : changes)
            rows.push_back(jsonOf(change));
        std::cout << nlohmann::ordered_json{{"before", before.edition},
                                            {"after", after.edition},
                                            {"changes", rows}}
                         .dump(2)
                  << '\n';
    } else {
        Printer(before, after, frame).print(changes);
    }
    return changes.empty() ? kOk : kDifferent;
}
} // namespace

void addRulebookDiff(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "diff", "rulebook.diff");
    const auto o = std::make_shared<Options>();
    command->add_option("before", o->before, frame.text("rulebook.diff.before"))
        ->type_name("DIR")
        ->required();
    command->add_option("after", o->after, frame.text("rulebook.diff.after"))->type_name("DIR");
    command->add_flag("--json", o->json, frame.text("rulebook.json"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
