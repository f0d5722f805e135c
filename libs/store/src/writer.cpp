// SPDX-License-Identifier: Apache-2.0
#include "kaomado/store/writer.hpp"

#include <algorithm>
#include <utility>

namespace kaomado::store {

void DirectWriter::write(const Work& work) {
    Transaction tx(db_);
    work(db_);
    tx.commit();
}

GroupWriter::GroupWriter(std::unique_ptr<Database> db) : db_(std::move(db)), thread_([this] { serve(); }) {}

GroupWriter::~GroupWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    something_.notify_one();
    thread_.join();
}

void GroupWriter::write(const Work& work) {
    Piece piece{work};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&piece);
    something_.notify_one();
    answers_.wait(lock, [&] { return piece.answered; });
    if (piece.failure)
        std::rethrow_exception(piece.failure);
}

GroupWriter::Counts GroupWriter::counts() const {
    const std::lock_guard lock(mutex_);
    Counts now = counts_;
    now.waiting = waiting_.size();
    return now;
}

void GroupWriter::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        something_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        const std::vector<Piece*> pieces = std::exchange(waiting_, {});
        lock.unlock();
        writeTogether(pieces);
        lock.lock();
        for (Piece* piece : pieces)
            piece->answered = true;
        ++counts_.commits;
        counts_.written += static_cast<std::uint64_t>(
            std::ranges::count_if(pieces, [](const Piece* piece) { return !piece->failure; }));
        answers_.notify_all();
    }
}

void GroupWriter::writeTogether(const std::vector<Piece*>& pieces) {
    try {
        Transaction all(*db_);
        for (Piece* piece : pieces)
            try {
                Transaction one(*db_);
                piece->work(*db_);
                one.commit();
            } catch (...) {
                piece->failure = std::current_exception();
            }
        all.commit();
    } catch (const Error& error) {
        for (Piece* piece : pieces)
            if (!piece->failure)
                piece->failure = std::make_exception_ptr(Error(error)); // each thread its own
    }
}

} // namespace kaomado::store
