// SPDX-License-Identifier: Apache-2.0
// Frames are a length of two bytes, big-endian, and the bytes. One byte is a control, more are a command.
// @source SRC-VPCD (card.md §12)
#include "kaomado/emulator/reader_wire.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/secret.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kaomado::emulator {

namespace {
enum Control : std::uint8_t { PowerOff = 0, PowerOn = 1, Reset = 2, SendAtr = 4 };
constexpr std::size_t kLongestFrame = 65535;

[[noreturn]] void broken(const std::string& what) {
    throw Error(Fault::NetworkUnavailable, "virtual reader: " + what + ": " + std::strerror(errno));
}

/// The conversation with one reader.
class Conversation {
public:
    Conversation(int socket, int wake, Chip& chip, std::function<void()> noticed)
        : socket_(socket), wake_(wake), chip_(chip), noticed_(std::move(noticed)) {}
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    ~Conversation() { wipe(frame_); }

    WireEnd run() {
        while (!end_) {
            std::uint8_t length[2];
            if (receive(length)) {
                frame_.resize(static_cast<std::size_t>(length[0]) << 8U | length[1]);
                if (receive(frame_))
                    handle();
                wipe(frame_); // may have held a PIN
            }
        }
        return *end_;
    }

private:
    void handle() {
        if (frame_.size() == 1)
            control(frame_[0]);
        else if (frame_.size() > 1)
            command();
    }

    void control(std::uint8_t which) {
        if (which == PowerOff)
            chip_.powerOff();
        else if (which == PowerOn)
            chip_.powerOn();
        else if (which == Reset)
            chip_.reset();
        else if (which == SendAtr)
            sendAtr();
    }

    /// What the reader asks for to see whether a card is there.
    void sendAtr() {
        send(chip_.atr());
        if (const auto tell = std::exchange(noticed_, {}))
            tell();
    }

    /// The reader asks for nothing else until this answer is there (no limit), so a delay may simply be
    /// waited for, and silence has to end the connection.
    void command() {
        const bool waited = waitFor(chip_.faults().answerDelay);
        if (!waited)
            return;
        const auto answer = chip_.process(frame_);
        if (answer)
            send(*answer);
        else
            end_ = chip_.powered() ? WireEnd::Mute : WireEnd::PowerLost;
    }

    /// False when a stop came first.
    bool waitFor(std::chrono::microseconds delay) {
        if (delay.count() <= 0)
            return true;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(delay);
        const timespec time{seconds.count(), std::chrono::nanoseconds(delay - seconds).count()};
        pollfd wake{wake_, POLLIN, 0};
        if (::ppoll(&wake, 1, &time, nullptr) == 0)
            return true;
        end_ = WireEnd::Stopped;
        return false;
    }

    /// Fills the buffer. False when the conversation is over.
    bool receive(std::span<std::uint8_t> buffer) {
        while (!buffer.empty()) {
            if (!readable())
                return false;
            const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
            if (got < 0 && (errno == EINTR || errno == EAGAIN))
                continue;
            if (got == 0 || (got < 0 && errno == ECONNRESET)) {
                end_ = WireEnd::ReaderClosed;
                return false;
            }
            if (got < 0)
                broken("receiving");
            buffer = buffer.subspan(static_cast<std::size_t>(got));
        }
        return true;
    }

    /// The packaged reader sends length and body in two writes: without an immediate acknowledgement Nagle
    /// and delayed ACK cost 44 ms for each command. The kernel forgets the option, so before each receive.
    bool readable() {
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
        pollfd both[] = {{socket_, POLLIN, 0}, {wake_, POLLIN, 0}};
        while (::poll(both, 2, -1) < 0)
            if (errno != EINTR)
                broken("waiting");
        if (both[1].revents != 0)
            end_ = WireEnd::Stopped;
        return both[1].revents == 0;
    }

    void send(ByteView answer) {
        if (answer.size() > kLongestFrame)
            throw Error(Fault::Internal, "an answer does not fit the reader's wire");
        Bytes frame{static_cast<std::uint8_t>(answer.size() >> 8U),
                    static_cast<std::uint8_t>(answer.size() & 0xFFU)};
        append(frame, answer);
        for (ByteView rest = frame; !rest.empty();) {
            const ssize_t sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR)
                continue;
            if (sent < 0) {
                end_ = WireEnd::ReaderClosed;
                return;
            }
            rest = rest.subspan(static_cast<std::size_t>(sent));
        }
    }

    int socket_, wake_;
    Chip& chip_;
    std::function<void()> noticed_;
    Bytes frame_;
    std::optional<WireEnd> end_;
};
} // namespace

ReaderWire::ReaderWire(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), wake_(::eventfd(0, EFD_CLOEXEC)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    const bool connected =
        socket_ >= 0 && wake_ >= 0 && ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    if (connected)
        return;
    const int why = errno;
    ::close(socket_);
    ::close(wake_);
    throw Error(Fault::NetworkUnavailable, "no virtual reader listens on 127.0.0.1:" + std::to_string(port) +
                                               " (" + std::strerror(why) +
                                               "); start pcscd with vsmartcard-vpcd, or name another port");
}

ReaderWire::~ReaderWire() {
    ::close(socket_);
    ::close(wake_);
}

WireEnd ReaderWire::serve(Chip& chip, const std::stop_token& stop, const std::function<void()>& noticed) {
    const std::stop_callback wakeUp(stop, [this] {
        const std::uint64_t one = 1;
        if (::write(wake_, &one, sizeof one) < 0)
            return; // full: it is readable already
    });
    const WireEnd end = Conversation(socket_, wake_, chip, noticed).run();
    chip.powerOff();
    return end;
}

} // namespace kaomado::emulator
