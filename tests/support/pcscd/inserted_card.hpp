// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/bytes.hpp>
#include <kaomado/emulator/card_image.hpp>

#include <memory>

namespace kaomado::test {

/// A card, put into the first virtual reader by `kaomado card insert`; out again at the end.
class InsertedCard {
public:
    /// `flags`: more options of `card insert`.
    explicit InsertedCard(emulator::CardImage card, const Arguments& flags = {});

    std::string file() const { return file_; }
    std::string path(const std::string& name) const { return (dir_ / name).string(); }
    void remove();
    void insert(const Arguments& flags = {});

private:
    TempDir dir_;
    std::string file_;
    std::unique_ptr<Background> running_;
};

/// What `opensc-tool --send-apdu` heard back for each command: data, then the status word.
/// @throws std::runtime_error when it reports an error
std::vector<Bytes> sendByOpenSc(const std::vector<std::string>& hexCommands);

/// The face photo as a program of others reads it: VISUAL with 照合番号B, the record 0002 in pieces, its
/// DF27.
Bytes facePhotoByOpenSc(const std::string& numberB);

} // namespace kaomado::test
