// SPDX-License-Identifier: Apache-2.0
#include "support/pcscd/wire_tap.hpp"

#include "support/pcscd/pcscd.hpp"

namespace kaomado::test {

namespace {
constexpr const char* kSendAtr = "04"; // the only control that is answered
} // namespace

WireTap::WireTap(unsigned n, Act act)
    : n_(n), act_(std::move(act)), reader_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), thread_([this] {
          if (card_.accept(std::chrono::seconds{20}))
              carry();
          ::shutdown(reader_, SHUT_RDWR);
          card_.close();
      }) {}

WireTap::~WireTap() {
    ::shutdown(reader_, SHUT_RDWR);
    thread_.join();
    ::close(reader_);
}

std::vector<std::string> WireTap::commands() const {
    const std::lock_guard hold(mutex_);
    return commands_;
}

void WireTap::carry() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(PrivatePcscd::kFirstPort);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(reader_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return;
    for (std::string frame; !(frame = receiveFrame(reader_)).empty() && pass(frame);) {
    }
}

bool WireTap::pass(const std::string& frame) {
    const bool command = frame.size() > 2;
    card_.send(frame);
    if (!command && frame != kSendAtr)
        return true;
    const std::string answer = card_.receive();
    unsigned number = 0;
    if (command) {
        const std::lock_guard hold(mutex_);
        commands_.push_back(frame);
        number = static_cast<unsigned>(commands_.size());
    }
    if (number != 0 && number == n_ && act_) {
        acted_ = true;
        if (act_() == Answer::Cut)
            return false;
    }
    if (answer.empty())
        return false;
    const Bytes back = frameOf(fromHex(answer));
    return ::send(reader_, back.data(), back.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(back.size());
}

} // namespace kaomado::test
