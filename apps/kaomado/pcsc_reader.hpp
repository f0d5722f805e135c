// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/counter/card_session.hpp>
#include <kaomado/pcsc/monitor.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

namespace kaomado::app {

/// The PC/SC reader of that name, or the first; it may be plugged in later.
class PcscReader final : public counter::CardReader {
public:
    explicit PcscReader(std::optional<std::string> name) : name_(std::move(name)) {}
    std::unique_ptr<card::Card> take() override {
        return std::make_unique<pcsc::PcscCard>(pcsc::chooseReader(pcsc::listReaders(), name_));
    }

private:
    std::optional<std::string> name_;
};

} // namespace kaomado::app
