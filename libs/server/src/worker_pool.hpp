// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kaomado::server {

/// A fixed number of threads and a queue with an end. @thread any
class WorkerPool {
public:
    using Job = std::function<void()>;

    WorkerPool(unsigned threads, std::size_t mostWaiting);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool() { finish(); }

    /// @return false when too many wait, or after finish(): the job was not taken
    bool offer(Job job);
    /// Everything taken is done; then the threads end.
    void finish();

private:
    void work();

    const std::size_t mostWaiting_;
    std::mutex mutex_;
    std::condition_variable something_;
    std::deque<Job> waiting_;
    bool finishing_ = false;
    std::vector<std::thread> threads_;
};

} // namespace kaomado::server
