// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/bytes.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace kaomado::test {

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
    void close() {
        if (card_ >= 0)
            ::close(card_);
        card_ = -1;
    }

    /// Length and body in two writes, as the packaged driver does.
    void send(const std::string& hex) const {
        const Bytes body = fromHex(hex);
        const std::uint8_t length[] = {static_cast<std::uint8_t>(body.size() >> 8U),
                                       static_cast<std::uint8_t>(body.size() & 0xFFU)};
        ::send(card_, length, sizeof length, MSG_NOSIGNAL);
        ::send(card_, body.data(), body.size(), MSG_NOSIGNAL);
    }
    /// One framed answer; "" when the card is gone.
    std::string receive() const {
        std::uint8_t length[2];
        if (::recv(card_, length, sizeof length, MSG_WAITALL) != sizeof length)
            return "";
        Bytes body(static_cast<std::size_t>(length[0]) << 8U | length[1]);
        if (::recv(card_, body.data(), body.size(), MSG_WAITALL) != static_cast<ssize_t>(body.size()))
            return "";
        return toHex(body);
    }
    std::string ask(const std::string& hex) const {
        send(hex);
        return receive();
    }

private:
    int listening_, card_ = -1;
    std::uint16_t port_ = 0;
};

} // namespace kaomado::test
