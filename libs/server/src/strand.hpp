// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "denial.hpp"
#include "kaomado/base/error.hpp"
#include "worker_pool.hpp"

#include <future>
#include <memory>

namespace kaomado::server {

/// One thread for what only one thread may touch; others hand in work and wait for it. @thread any
class Strand {
public:
    explicit Strand(std::size_t mostWaiting) : pool_(1, mostWaiting) {}

    /// @throws what the work throws; Denied Denial::Overloaded when too many wait already
    template <class Work>
    auto run(Work work) -> decltype(work()) {
        auto task = std::make_shared<std::packaged_task<decltype(work())()>>(std::move(work));
        auto result = task->get_future();
        if (!pool_.offer([task] { (*task)(); }))
            throw Denied(Denial::Overloaded, "too much waits for this reader");
        return result.get();
    }
    /// What was handed in is done.
    void finish() { pool_.finish(); }

private:
    WorkerPool pool_;
};

} // namespace kaomado::server
