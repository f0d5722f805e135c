// SPDX-License-Identifier: Apache-2.0
#include "stop_on_signal.hpp"

#include <pthread.h>

#include <csignal>

namespace kaomado::app {

namespace {
sigset_t watched() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}
} // namespace

StopOnSignal::StopOnSignal() {
    const sigset_t set = watched();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    waiter_ = std::thread([this] {
        const sigset_t mine = watched();
        int signal = 0;
        sigwait(&mine, &signal);
        source_.request_stop();
    });
}

StopOnSignal::~StopOnSignal() {
    pthread_kill(waiter_.native_handle(), SIGINT); // wakes it up; nobody else gets this one
    waiter_.join();
}

} // namespace kaomado::app
