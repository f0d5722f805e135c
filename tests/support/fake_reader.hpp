// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/bytes.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace kaomado::test {

/// One frame of the vpcd wire, in hexadecimal; "" when the other side is gone.
inline std::string receiveFrame(int socket) {
    const int on = 1;
    const auto receive = [&](std::uint8_t* to, std::size_t size) {
        // The packaged driver sends length and body in two writes; without this each costs 44 ms.
        ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
        return ::recv(socket, to, size, MSG_WAITALL) == static_cast<ssize_t>(size);
    };
    std::uint8_t length[2];
    if (!receive(length, sizeof length))
        return "";
    Bytes body(static_cast<std::size_t>(length[0]) << 8U | length[1]);
    return receive(body.data(), body.size()) ? toHex(body) : "";
}

inline Bytes frameOf(const Bytes& body) {
    Bytes frame{static_cast<std::uint8_t>(body.size() >> 8U), static_cast<std::uint8_t>(body.size() & 0xFFU)};
    append(frame, body);
    return frame;
}

/// The reader's side of the vpcd wire, on a free port of loopback.
class FakeReader {
public:
    FakeReader() : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const bool listens = ::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                             ::listen(listening_, 1) == 0 &&
                             ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
        if (!listens)
            throw std::runtime_error("no port to listen on");
        port_ = ntohs(address.sin_port);
    }
    FakeReader(const FakeReader&) = delete;
    FakeReader& operator=(const FakeReader&) = delete;
    ~FakeReader() {
        close();
        ::close(listening_);
    }

    std::uint16_t port() const { return port_; }
    void accept() { card_ = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC); }
    /// False when no card comes in time.
    bool accept(std::chrono::milliseconds limit) {
        pollfd coming{listening_, POLLIN, 0};
        if (::poll(&coming, 1, static_cast<int>(limit.count())) != 1)
            return false;
        accept();
        return card_ >= 0;
    }
    void close() {
        if (card_ >= 0)
            ::close(card_);
        card_ = -1;
    }

    /// Length and body in two writes, as the packaged driver does.
    void send(const std::string& hex) const {
        const Bytes frame = frameOf(fromHex(hex));
        ::send(card_, frame.data(), 2, MSG_NOSIGNAL);
        ::send(card_, frame.data() + 2, frame.size() - 2, MSG_NOSIGNAL);
    }
    /// One framed answer; "" when the card is gone.
    std::string receive() const { return receiveFrame(card_); }
    std::string ask(const std::string& hex) const {
        send(hex);
        return receive();
    }

private:
    int listening_, card_ = -1;
    std::uint16_t port_ = 0;
};

} // namespace kaomado::test
