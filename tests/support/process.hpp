// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace kaomado::test {

struct Finished {
    int exitCode = -1; ///< 128 + signal when a signal ended it
    std::string out, err;
};

using Arguments = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

/// Runs a program to its end. `extra` is added to the environment; LC_ALL is C.UTF-8 unless given there.
/// @throws std::runtime_error when it cannot start or outlasts `limit`, longer with sanitizers (then killed)
Finished run(const Arguments& command, const std::string& input = {}, const Environment& extra = {},
             std::chrono::seconds limit = std::chrono::seconds{60});

/// A program in the background; killed by its pid when the scope ends.
class Background {
public:
    /// `errorFile`, when given, receives standard error.
    explicit Background(const Arguments& command, const Environment& extra = {},
                        const std::string& errorFile = {});
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    ~Background();

    pid_t pid() const { return pid_; }
    /// To its standard input. @throws std::runtime_error when it does not listen any more
    void send(const std::string& text) const;
    /// The next line of its standard output. @throws std::runtime_error when none comes in time or the
    /// program ended
    std::string nextLine(std::chrono::seconds limit = std::chrono::seconds{20});
    /// Sends a signal and waits for the end. Exit code as in Finished.
    int stop(int signal, std::chrono::seconds limit = std::chrono::seconds{20});

private:
    pid_t pid_ = -1;
    int in_ = -1, out_ = -1;
    std::string pending_;
};

} // namespace kaomado::test
