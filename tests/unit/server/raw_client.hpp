// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace kaomado::test {

/// Bytes to a port on this machine and back, as they are.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
            throw std::runtime_error("nobody listens on the port");
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient() { ::close(socket_); }

    /// @return false when the other side has closed
    bool send(const std::string& bytes) const {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const ssize_t some = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (some <= 0)
                return false;
            sent += static_cast<std::size_t>(some);
        }
        return true;
    }
    /// What comes until it holds `end`, or until the other side closes; the time only bounds a failure.
    std::string readUntil(const std::string& end) {
        while (received_.find(end) == std::string::npos && more()) {
        }
        const std::size_t at = received_.find(end);
        const std::size_t size = at == std::string::npos ? received_.size() : at + end.size();
        std::string out = received_.substr(0, size);
        received_.erase(0, size);
        return out;
    }
    /// Everything until the other side closes.
    std::string readToEnd() {
        while (more()) {
        }
        return std::exchange(received_, {});
    }
    bool closed() const { return closed_; }
    /// For poll(), until there is something to read.
    pollfd descriptor() const { return {socket_, POLLIN, 0}; }

private:
    bool more() {
        constexpr int kPatience = 60'000;
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, kPatience) != 1)
            throw std::runtime_error("nothing came");
        char buffer[4096];
        const ssize_t some = ::recv(socket_, buffer, sizeof buffer, 0);
        closed_ = some <= 0;
        if (!closed_)
            received_.append(buffer, static_cast<std::size_t>(some));
        return !closed_;
    }

    int socket_;
    bool closed_ = false;
    std::string received_;
};

} // namespace kaomado::test
