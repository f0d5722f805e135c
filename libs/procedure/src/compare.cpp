// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/compare.hpp"

#include "flatten.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
using Area = Change::Area;
using What = Change::What;

constexpr std::string_view kAreas[] = {"procedure", "paper",    "step_use", "turn",    "step", "document",
                                       "order",     "goal",     "fact",     "setting", "pin",  "entry",
                                       "service",   "word",     "rule",     "date",    "body", "contact",
                                       "choice",    "scenario", "edition"};
constexpr std::string_view kWhats[] = {"added", "removed", "moved", "altered"};

/// What a clerk notices, most striking first: a part of "" is the thing itself.
struct Striking {
    Area area;
    std::string_view part;
};
constexpr Striking kStriking[] = {{Area::Procedure, ""},
                                  {Area::Pin, ""},
                                  {Area::Pin, "targets"},
                                  {Area::Paper, ""},
                                  {Area::StepUse, ""},
                                  {Area::Procedure, "identity_level"},
                                  {Area::Procedure, "visitor"},
                                  {Area::Procedure, "outcome"},
                                  {Area::Turn, ""},
                                  {Area::Entry, "word"},
                                  {Area::Entry, "layout"},
                                  {Area::Service, "available"},
                                  {Area::Service, "not_available"},
                                  {Area::Paper, "when"},
                                  {Area::Document, "attributes"},
                                  {Area::StepUse, "ask_start"},
                                  {Area::StepUse, "ask_end"},
                                  {Area::Step, "ask_start"},
                                  {Area::Step, "ask_end"},
                                  {Area::Step, "role"},
                                  {Area::Step, "operation"},
                                  {Area::Step, "label"},
                                  {Area::StepUse, "label"},
                                  {Area::Procedure, "title"},
                                  {Area::Document, "title"},
                                  {Area::Choice, ""},
                                  {Area::Fact, "question"}};

unsigned noticeOf(const Change& change) {
    const auto found = std::ranges::find_if(
        kStriking, [&](const Striking& one) { return one.area == change.area && one.part == change.part; });
    return found == std::end(kStriking) ? 0 : static_cast<unsigned>(found - std::begin(kStriking)) + 1;
}

const Object* objectIn(const Group& group, const std::string& id, std::size_t which) {
    for (const Object& object : group.objects)
        if (object.id == id && which-- == 0)
            return &object;
    return nullptr;
}

/// How many objects of the same identifier stand before this one: ④ asks for the consent in two situations.
std::size_t whichOf(const Group& group, const Object& object) {
    std::size_t before = 0;
    for (const Object& one : group.objects) {
        if (&one == &object)
            break;
        before += one.id == object.id ? 1U : 0U;
    }
    return before;
}

/// Identifiers that both have, in the longest order common to both; what is not among them was moved.
std::vector<std::string> inOrder(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::vector<std::size_t>> length(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            length[i][j] =
                a[i] == b[j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    std::vector<std::string> common;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();)
        if (a[i] == b[j]) {
            common.push_back(a[i]);
            ++i, ++j;
        } else if (length[i + 1][j] >= length[i][j + 1])
            ++i;
        else
            ++j;
    return common;
}

class Comparison {
public:
    std::vector<Change> of(const std::vector<Group>& before, const std::vector<Group>& after);

private:
    void groups(const Group& before, const Group& after);
    void objects(const Group& group, const Object& before, const Object& after);
    void moved(const Group& before, const Group& after);
    void items(const Group& group, const Object& object, const Field& before, const Field& after);
    Change& add(const Group& group, const Object& object, What what, std::string part = {});

    std::vector<Change> changes_;
};

Change& Comparison::add(const Group& group, const Object& object, What what, std::string part) {
    Change change{.area = group.area,
                  .procedure = group.procedure,
                  .procedures = object.procedures,
                  .subject = object.id,
                  .label = object.label,
                  .part = std::move(part),
                  .what = what,
                  .before = {},
                  .after = {}};
    if (!group.procedure.empty())
        change.procedures = {group.procedure};
    change.notice = noticeOf(change);
    changes_.push_back(std::move(change));
    return changes_.back();
}

void Comparison::items(const Group& group, const Object& object, const Field& before, const Field& after) {
    const auto has = [](const Field& field, const Item& item) {
        return std::ranges::find(field.items, item.key, &Item::key) != field.items.end();
    };
    if (!before.list) {
        const Item none;
        const Item &old = before.items.empty() ? none : before.items.front(),
                   &now = after.items.empty() ? none : after.items.front();
        if (old.key != now.key) {
            Change& change = add(group, object, What::Altered, after.part);
            change.before = old.shown;
            change.after = now.shown;
        }
        return;
    }
    for (const Item& item : before.items)
        if (!has(after, item))
            add(group, object, What::Removed, before.part).before = item.shown;
    for (const Item& item : after.items)
        if (!has(before, item))
            add(group, object, What::Added, after.part).after = item.shown;
}

void Comparison::objects(const Group& group, const Object& before, const Object& after) {
    const Field nothing;
    for (const Field& field : after.fields) {
        const auto old = std::ranges::find(before.fields, field.part, &Field::part);
        items(group, after, old == before.fields.end() ? Field{field.part, {}, field.list} : *old, field);
    }
    for (const Field& field : before.fields)
        if (std::ranges::find(after.fields, field.part, &Field::part) == after.fields.end())
            items(group, after, field, {field.part, {}, field.list});
}

void Comparison::moved(const Group& before, const Group& after) {
    const auto shared = [](const Group& these, const Group& others) {
        std::vector<std::string> ids;
        for (const Object& object : these.objects)
            if (objectIn(others, object.id, 0) != nullptr)
                ids.push_back(object.id);
        return ids;
    };
    const auto labelBefore = [](const Group& group, const std::string& id) {
        const auto found = std::ranges::find(group.objects, id, &Object::id);
        return found == group.objects.begin() ? std::string{} : std::prev(found)->label;
    };
    const auto old = shared(before, after), now = shared(after, before);
    const auto stayed = inOrder(old, now);
    for (const std::string& id : now)
        if (std::ranges::find(stayed, id) == stayed.end()) {
            Change& change = add(after, *objectIn(after, id, 0), What::Moved);
            change.before = labelBefore(before, id);
            change.after = labelBefore(after, id);
        }
}

void Comparison::groups(const Group& before, const Group& after) {
    for (const Object& object : before.objects)
        if (objectIn(after, object.id, whichOf(before, object)) == nullptr)
            add(before, object, What::Removed);
    for (const Object& object : after.objects)
        if (objectIn(before, object.id, whichOf(after, object)) == nullptr)
            add(after, object, What::Added);
    if (after.ordered)
        moved(before, after);
    for (const Object& object : after.objects)
        if (const Object* old = objectIn(before, object.id, whichOf(after, object)))
            objects(after, *old, object);
}

std::vector<Change> Comparison::of(const std::vector<Group>& before, const std::vector<Group>& after) {
    for (const Group& group :
         after) { // a procedure of one edition only is one change, not all that it consists of
        const auto old = std::ranges::find_if(before, [&](const Group& one) {
            return one.area == group.area && one.procedure == group.procedure;
        });
        if (old != before.end())
            groups(*old, group);
    }
    return std::move(changes_);
}
} // namespace

std::vector<Change> compare(const Rulebook& before, const Rulebook& after, Language language) {
    return Comparison().of(flatten(before, language), flatten(after, language));
}

std::vector<const Change*> firstNoticed(const std::vector<Change>& changes) {
    std::vector<const Change*> list;
    for (const Change& change : changes)
        if (change.notice != 0)
            list.push_back(&change);
    std::ranges::stable_sort(list, {}, &Change::notice);
    return list;
}

std::string_view nameOf(Change::Area area) {
    return kAreas[static_cast<std::size_t>(area)];
}

std::string_view nameOf(Change::What what) {
    return kWhats[static_cast<std::size_t>(what)];
}

} // namespace kaomado::procedure
