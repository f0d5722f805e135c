// SPDX-License-Identifier: Apache-2.0
#include "kaomado/proof/paper_solver.hpp"

#include "conditions.hpp"
#include "papers.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace kaomado::proof {

using namespace procedure;

namespace {
using Need = PaperView::Need;
using At = StepState::At;

constexpr std::size_t kRounds =
    8; ///< a sheet can make other papers be demanded; after these nothing new may come

bool demanded(const PaperView& paper) {
    return paper.need == Need::Demanded || paper.need == Need::OneOf;
}

/// Notes the first thing looked at that has no value yet.
class FirstUnknown final : public Onlooker {
public:
    explicit FirstUnknown(const std::map<std::string, std::size_t>& chosen) : chosen_(chosen) {}
    void fact(const std::string& id) override { look('f' + id); }
    void step(const std::string& id) override { look('s' + id); }
    void paper(const std::string& /*id*/) override {} // laid down by the proof itself
    void refused() override {}
    const std::string& thing() const { return thing_; }

private:
    void look(const std::string& thing) {
        if (thing_.empty() && !chosen_.contains(thing))
            thing_ = thing;
    }
    const std::map<std::string, std::size_t>& chosen_;
    std::string thing_;
};

class Prover {
public:
    Prover(const Rulebook& book, const Procedure& procedure, PaperReport& report)
        : book_(book),
          procedure_(procedure),
          report_(report),
          words_(book, procedure, dayInJapan(context_.now)),
          demands_(book),
          refusals_(book) {
        context_.settings = settingsFrom(book, {});
        for (Procedure& one : demands_.procedures)
            one.notNeeded.clear();
        for (Procedure& one : refusals_.procedures)
            one.documents.clear();
        state_.phase = Phase::Open;
        state_.edition = book.edition;
        state_.procedure = procedure.id;
        state_.facts.emplace("visitor", Word(procedure.visitor));
        for (const auto& [fact, value] : procedure.given)
            state_.facts.insert_or_assign(fact, value);
        state_.observation.emplace();
        fixed_ = state_.facts;
    }

    void run() {
        std::vector<std::string> switches;
        for (const auto& [id, fact] : book_.facts)
            if (fact.source == FactSource::Setting && fact.type == FactType::YesNo && words_.mentioned(id))
                switches.push_back(id);
        for (std::size_t bits = 0; bits < std::size_t{1} << switches.size(); ++bits) {
            for (std::size_t i = 0; i < switches.size(); ++i)
                context_.settings.insert_or_assign(switches[i], (bits >> i & 1U) != 0);
            backwards_ = false;
            branch();
            if (twofold()) {
                backwards_ = true;
                branch();
            }
        }
    }

private:
    /// All values of the first thing that the answer depends on and that has none; judged when there is no
    /// such thing.
    void branch() {
        FirstUnknown looks(chosen_);
        context_.onlooker = &looks;
        solve();
        context_.onlooker = nullptr;
        const std::string thing = looks.thing();
        if (thing.empty()) {
            ++report_.combinations[procedure_.id];
            judge();
            return;
        }
        const std::size_t count = countOf(thing);
        for (std::size_t i = 0; i < count; ++i) {
            choose(thing, i);
            branch();
        }
        chosen_.erase(thing);
        clear(thing);
    }

    /// Some paper is demanded because of what another one says.
    bool twofold() const {
        bool any = false;
        eachCondition(book_, procedure_, [&](const Condition& condition) {
            any = any || condition.kind == Condition::Kind::On;
        });
        return any;
    }

    const Fact& factOf(const std::string& thing) const { return book_.facts.at(thing.substr(1)); }

    /// Steps: not begun, running, done. Facts: their values, and not known when there is no standard.
    std::size_t countOf(const std::string& thing) const {
        if (thing.front() == 's')
            return 3;
        const std::string id = thing.substr(1);
        if (fixed_.contains(id))
            return 1;
        return words_.values(id).size() + (factOf(thing).standard ? 0 : 1);
    }

    void choose(const std::string& thing, std::size_t which) {
        chosen_[thing] = which;
        const std::string id = thing.substr(1);
        if (thing.front() == 's') {
            state_.steps[id].at = std::array{At::NotBegun, At::Running, At::Done}.at(which);
            return;
        }
        if (fixed_.contains(id))
            return;
        Facts& facts = factOf(thing).source == FactSource::Chip ? state_.observation->facts : state_.facts;
        if (which < words_.values(id).size())
            facts.insert_or_assign(id, words_.values(id)[which]);
        else
            facts.erase(id);
    }

    void clear(const std::string& thing) {
        const std::string id = thing.substr(1);
        if (thing.front() == 's')
            state_.steps.erase(id);
        else if (!fixed_.contains(id)) {
            state_.facts.erase(id);
            state_.observation->facts.erase(id);
        }
    }

    /// Lays down a good sheet for everything demanded, as often as that makes something else be demanded.
    void solve() {
        state_.documents.clear();
        for (std::size_t round = 0; round < kRounds; ++round) {
            bool laid = false;
            papers_ = documents(demands_, state_, context_);
            for (const PaperView& paper : papers_)
                if (demanded(paper) && !paper.good)
                    laid = lay(paper.document) || laid;
            if (!laid)
                break;
        }
        notNeeded_.clear();
        for (const PaperView& paper : documents(refusals_, state_, context_))
            if (paper.need == Need::NotNeeded)
                notNeeded_.insert(paper.document);
    }

    /// The first sheet that is good, if there is one; the last in the other run, which is often an old print.
    bool lay(const std::string& paper) {
        auto sheets = sheetsOf(book_.documents.at(paper), words_);
        if (backwards_)
            std::ranges::reverse(sheets);
        for (const Facts& attributes : sheets) {
            state_.documents.insert_or_assign(paper, DocumentState{true, attributes});
            const auto now = documents(demands_, state_, context_);
            const auto found = std::ranges::find(now, paper, &PaperView::document);
            if (found != now.end() && found->good)
                return true;
        }
        state_.documents.erase(paper);
        return false;
    }

    void judge() {
        const bool known = std::ranges::none_of(chosen_, [this](const auto& one) {
            return one.first.front() == 'f' && !fixed_.contains(one.first.substr(1)) &&
                   one.second == words_.values(one.first.substr(1)).size();
        });
        for (const PaperView& paper : papers_) {
            if (demanded(paper) && notNeeded_.contains(paper.document))
                found(paper.document + " is both demanded and not needed");
            if (demanded(paper) && !paper.good)
                found("no sheet satisfies " + paper.document);
            if (known && paper.need == Need::Undecided)
                found(paper.document + " is undecided though everything is known");
        }
    }

    void found(const std::string& what) {
        if (std::ranges::any_of(report_.findings, [&](const PaperFinding& one) {
                return one.procedure == procedure_.id && one.what == what;
            }))
            return;
        std::string given;
        for (const auto& [thing, which] : chosen_)
            if (thing.front() == 's')
                given += thing.substr(1) + "=" + std::to_string(which) + " ";
        for (const Facts* facts : {&state_.facts, &state_.observation->facts, &context_.settings})
            for (const auto& [id, value] : *facts)
                given += id + "=" + toText(value) + " ";
        report_.findings.push_back({procedure_.id, what, given});
    }

    const Rulebook& book_;
    const Procedure& procedure_;
    PaperReport& report_;
    Context context_ = atSomeDay();
    Vocabulary words_;
    Rulebook demands_, refusals_; ///< the edition without what is not needed, and without what is demanded
    CaseState state_;
    Facts fixed_; ///< by the procedure
    bool backwards_ = false;
    std::map<std::string, std::size_t> chosen_;
    std::vector<PaperView> papers_;
    std::set<std::string> notNeeded_;

    static Context atSomeDay() {
        Context context;
        context.now = instantFromIso("2026-10-01T01:00:00Z");
        return context;
    }
};
} // namespace

PaperReport provePapers(const Rulebook& book) {
    PaperReport report;
    for (const Procedure& procedure : book.procedures)
        Prover(book, procedure, report).run();
    return report;
}

std::string toText(const PaperReport& report) {
    std::ostringstream out;
    for (const auto& [procedure, count] : report.combinations)
        out << procedure << ": " << count << " combinations of facts\n";
    for (const PaperFinding& finding : report.findings)
        out << "! " << finding.procedure << ": " << finding.what << "\n    given " << finding.given << '\n';
    return out.str();
}

} // namespace kaomado::proof
