// SPDX-License-Identifier: Apache-2.0
#include "support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace kaomado::test {

namespace {
using Clock = std::chrono::steady_clock;
/// How many times as long as told a program may take: under sanitizers more than once.
constexpr int kPatience = KAOMADO_PATIENCE;

struct Pipe {
    int read = -1, write = -1;
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            throw std::runtime_error("pipe");
        read = ends[0];
        write = ends[1];
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        closeRead();
        closeWrite();
    }
    void closeRead() { closeOne(read); }
    void closeWrite() { closeOne(write); }

private:
    static void closeOne(int& fd) {
        if (fd >= 0)
            ::close(fd);
        fd = -1;
    }
};

std::vector<std::string> environmentWith(const Environment& extra) {
    Environment merged;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        const auto equals = text.find('=');
        merged[text.substr(0, equals)] = text.substr(equals + 1);
    }
    merged["LC_ALL"] = "C.UTF-8";
    for (const auto& [name, value] : extra)
        merged[name] = value;
    std::vector<std::string> lines;
    for (const auto& [name, value] : merged)
        lines.push_back(name + "=" + value);
    return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

/// Starts a child whose standard streams are the given descriptors. Everything is prepared before the fork.
pid_t start(const Arguments& command, const Environment& extra, int in, int out, int err) {
    Arguments arguments = command;
    std::vector<std::string> variables = environmentWith(extra);
    const std::vector<char*> argv = pointers(arguments);
    const std::vector<char*> envp = pointers(variables);
    const pid_t pid = ::fork();
    if (pid < 0)
        throw std::runtime_error("fork");
    if (pid == 0) {
        ::dup2(in, 0);
        ::dup2(out, 1);
        ::dup2(err, 2);
        ::execvpe(argv[0], argv.data(), envp.data());
        ::_exit(127);
    }
    return pid;
}

int exitCodeFrom(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int waitFor(pid_t pid, Clock::time_point deadline) {
    // waitpid has no time limit; a pidfd would need a newer libc. Ten-millisecond steps only bound a failure.
    for (;;) {
        int status = 0;
        const pid_t done = ::waitpid(pid, &status, WNOHANG);
        if (done == pid)
            return exitCodeFrom(status);
        if (Clock::now() > deadline) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, &status, 0);
            throw std::runtime_error("a program did not end in time");
        }
        ::poll(nullptr, 0, 10);
    }
}

int millisecondsUntil(Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return left < 0 ? 0 : static_cast<int>(left);
}
} // namespace

Finished run(const Arguments& command, const std::string& input, const Environment& extra,
             std::chrono::seconds limit) {
    std::signal(SIGPIPE, SIG_IGN);
    const auto deadline = Clock::now() + kPatience * limit;
    Pipe in;
    Pipe out;
    Pipe err;
    const pid_t pid = start(command, extra, in.read, out.write, err.write);
    in.closeRead();
    out.closeWrite();
    err.closeWrite();
    Finished result;
    std::size_t sent = 0;
    if (input.empty())
        in.closeWrite();
    while (out.read >= 0 || err.read >= 0) {
        pollfd watched[] = {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}, {in.write, POLLOUT, 0}};
        if (::poll(watched, 3, millisecondsUntil(deadline)) == 0) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
            throw std::runtime_error(command.at(0) + " did not end in time; it said:\n" + result.out +
                                     result.err);
        }
        char block[4096];
        if (watched[0].revents != 0) {
            const ssize_t got = ::read(out.read, block, sizeof block);
            got > 0 ? void(result.out.append(block, static_cast<std::size_t>(got))) : out.closeRead();
        }
        if (watched[1].revents != 0) {
            const ssize_t got = ::read(err.read, block, sizeof block);
            got > 0 ? void(result.err.append(block, static_cast<std::size_t>(got))) : err.closeRead();
        }
        if (in.write >= 0 && watched[2].revents != 0) {
            const ssize_t gone = ::write(in.write, input.data() + sent, input.size() - sent);
            if (gone > 0)
                sent += static_cast<std::size_t>(gone);
            if (gone <= 0 || sent == input.size())
                in.closeWrite();
        }
    }
    result.exitCode = waitFor(pid, deadline);
    if (result.exitCode == 127)
        throw std::runtime_error(command.at(0) + " cannot be started: " + result.err);
    return result;
}

Background::Background(const Arguments& command, const Environment& extra, const std::string& errorFile) {
    std::signal(SIGPIPE, SIG_IGN);
    Pipe in;
    Pipe out;
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int err =
        errorFile.empty() ? null : ::open(errorFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    pid_ = start(command, extra, in.read, out.write, err);
    if (err != null)
        ::close(err);
    ::close(null);
    out_ = std::exchange(out.read, -1);
    in_ = std::exchange(in.write, -1);
}

Background::~Background() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    for (const int fd : {in_, out_})
        if (fd >= 0)
            ::close(fd);
}

void Background::send(const std::string& text) const {
    for (std::size_t sent = 0; sent < text.size();) {
        const ssize_t gone = ::write(in_, text.data() + sent, text.size() - sent);
        if (gone <= 0)
            throw std::runtime_error("the program does not listen any more");
        sent += static_cast<std::size_t>(gone);
    }
}

std::string Background::nextLine(std::chrono::seconds limit) {
    const auto deadline = Clock::now() + kPatience * limit;
    for (;;) {
        const auto end = pending_.find('\n');
        if (end != std::string::npos) {
            std::string line = pending_.substr(0, end);
            pending_.erase(0, end + 1);
            return line;
        }
        pollfd watched{out_, POLLIN, 0};
        if (::poll(&watched, 1, millisecondsUntil(deadline)) == 0)
            throw std::runtime_error("no line in time; so far: " + pending_);
        char block[4096];
        const ssize_t got = ::read(out_, block, sizeof block);
        if (got <= 0)
            throw std::runtime_error("the program ended without another line; so far: " + pending_);
        pending_.append(block, static_cast<std::size_t>(got));
    }
}

int Background::stop(int signal, std::chrono::seconds limit) {
    ::kill(pid_, signal);
    const pid_t pid = pid_;
    pid_ = -1;
    return waitFor(pid, Clock::now() + kPatience * limit);
}

} // namespace kaomado::test
