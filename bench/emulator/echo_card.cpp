// SPDX-License-Identifier: Apache-2.0
#include "emulator/echo_card.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace kaomado::bench {

namespace {
const char kAtr[] = "\x00\x04\x3B\x80\x01\x81"; // framed; T=1

bool receive(int socket, std::uint8_t* to, std::size_t count) {
    const int on = 1;
    while (count > 0) {
        ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
        const ssize_t got = ::recv(socket, to, count, 0);
        if (got <= 0)
            return false;
        to += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

void serve(int socket, const Bytes& frame) {
    std::uint8_t length[2], body[65536];
    while (receive(socket, length, 2)) {
        const std::size_t size = static_cast<std::size_t>(length[0]) << 8U | length[1];
        if (!receive(socket, body, size))
            return;
        if (size > 1)
            ::send(socket, frame.data(), frame.size(), MSG_NOSIGNAL);
        else if (body[0] == 4)
            ::send(socket, kAtr, sizeof kAtr - 1, MSG_NOSIGNAL);
    }
}
} // namespace

EchoCard::EchoCard(std::uint16_t port, Bytes answer)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("no virtual reader listens");
    Bytes frame{static_cast<std::uint8_t>(answer.size() >> 8U),
                static_cast<std::uint8_t>(answer.size() & 0xFFU)};
    append(frame, answer);
    thread_ = std::thread([socket = socket_, frame = std::move(frame)] { serve(socket, frame); });
}

EchoCard::~EchoCard() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
}

} // namespace kaomado::bench
