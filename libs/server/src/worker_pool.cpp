// SPDX-License-Identifier: Apache-2.0
#include "worker_pool.hpp"

namespace kaomado::server {

WorkerPool::WorkerPool(unsigned threads, std::size_t mostWaiting) : mostWaiting_(mostWaiting) {
    for (unsigned i = 0; i < threads; ++i)
        threads_.emplace_back([this] { work(); });
}

bool WorkerPool::offer(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (finishing_ || waiting_.size() >= mostWaiting_)
            return false;
        waiting_.push_back(std::move(job));
    }
    something_.notify_one();
    return true;
}

void WorkerPool::finish() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    something_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable())
            thread.join();
}

void WorkerPool::work() {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            something_.wait(lock, [this] { return finishing_ || !waiting_.empty(); });
            if (waiting_.empty())
                return;
            job = std::move(waiting_.front());
            waiting_.pop_front();
        }
        job();
    }
}

} // namespace kaomado::server
