// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <string>

namespace kaomado::training {

struct KeyIdForm {
    std::string digits, end; ///< seven and three digits
};
struct ImageForm {
    int width = 0, height = 0;
    std::string font;
};
struct PhotoForm {
    int width = 0, height = 0;
    std::size_t bytes = 0;
};

/// libs/training/data/records.json: constants of a training card's files.
struct Records {
    std::string municipality, issuer;
    Bytes textVersion, visualVersion, visualRecordVersion, certificatesBoth, certificatesUserAuthOnly;
    KeyIdForm rootId, recordsId, terminalId, cardId;
    ImageForm name, address, number, securityCode;
    PhotoForm photo;
};
const Records& records();

} // namespace kaomado::training
