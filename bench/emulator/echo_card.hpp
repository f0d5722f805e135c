// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/bytes.hpp>

#include <thread>

namespace kaomado::bench {

/// The least that can be a card: one fixed answer to every command, as fast as the wire lets it.
class EchoCard {
public:
    EchoCard(std::uint16_t port, Bytes answer);
    EchoCard(const EchoCard&) = delete;
    EchoCard& operator=(const EchoCard&) = delete;
    ~EchoCard();

private:
    int socket_;
    std::thread thread_;
};

} // namespace kaomado::bench
