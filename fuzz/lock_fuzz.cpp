// SPDX-License-Identifier: Apache-2.0
// Locking a card that answers whatever it likes ends within its bound, presents values to references of the
// set alone, and calls the card locked only when each of them said so after the power cycle.
#include "answering_card.hpp"

#include <kaomado/lock/lock.hpp>

#include <cstdlib>
#include <set>

namespace {
using namespace kaomado;

void demand(bool condition) {
    if (!condition)
        std::abort();
}

class CardToLock final : public fuzz::AnsweringCard {
public:
    using AnsweringCard::AnsweringCard;

    card::Response transmit(const card::Command& command) override {
        follow(command);
        card::Response answer = AnsweringCard::transmit(command);
        const bool question = command.ins == 0x20 && command.data.empty();
        if (question && answer.sw.blocked())
            zero_.insert(reference(command));
        return answer;
    }
    void reset() override { zero_.clear(); }

    bool everyReferenceSaidZero() const {
        return std::ranges::all_of(kSet.pins, [&](const lock::SetPin& pin) {
            return std::ranges::all_of(pin.targets,
                                       [&](const lock::Target& t) { return zero_.contains(t.where); });
        });
    }
    static inline const lock::PinSet& kSet = lock::PinSet::builtIn();

private:
    /// Where the lock believes to be, and whether it may present a value there.
    void follow(const card::Command& command) {
        if (command.ins == 0xA4 && command.p1 == 0x04)
            for (const card::App app : card::kAllApps)
                if (std::ranges::equal(command.data, card::aidOf(app)))
                    at_ = {app, 0};
        if (command.ins == 0xA4 && command.p1 == 0x02)
            at_.file = static_cast<card::FileId>(command.data[0] << 8 | command.data[1]);
        if (command.ins != 0x20 || command.data.empty())
            return;
        demand(!lock::neverLocked(reference(command)));
        const bool known = std::ranges::any_of(kSet.pins, [&](const lock::SetPin& pin) {
            return std::ranges::any_of(pin.targets,
                                       [&](const lock::Target& t) { return t.where == reference(command); });
        });
        demand(known && ++presented_ <= 4 * 16); // a count has four bits, and one hit may come on top
    }
    card::Reference reference(const card::Command& command) const {
        const auto shortId = static_cast<card::FileId>(command.p2 & 0x1FU);
        return command.p2 == 0x80 ? at_ : card::Reference{at_.app, shortId};
    }

    card::Reference at_{card::App::Jpki, 0};
    std::set<card::Reference> zero_;
    unsigned presented_ = 0;
};
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    CardToLock card({data, size});
    try {
        const lock::LockReport report = lock::lockAll(card, CardToLock::kSet);
        demand(!report.allLocked() || card.everyReferenceSaidZero());
    } catch (const Error& error) {
        demand(error.fault() != Fault::Internal && error.fault() != Fault::BadInput);
    }
    return 0;
}
