// SPDX-License-Identifier: Apache-2.0
#include "records.hpp"

#include "embedded/records_json.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::training {

namespace {
using nlohmann::json;

KeyIdForm keyId(const json& row) {
    return {row.at("digits"), row.at("end")};
}
ImageForm image(const json& row) {
    return {row.at("width"), row.at("height"), row.at("font")};
}
Bytes hex(const json& value) {
    return fromHex(value.get<std::string>());
}

Records load() {
    const json all = json::parse(embedded::records_json());
    const json &ids = all.at("keyIds"), &images = all.at("images"), &photo = all.at("photo");
    return {all.at("municipality"),
            all.at("issuer"),
            hex(all.at("textVersion")),
            hex(all.at("visualVersion")),
            hex(all.at("visualRecordVersion")),
            hex(all.at("certificatesBoth")),
            hex(all.at("certificatesUserAuthOnly")),
            keyId(ids.at("root")),
            keyId(ids.at("records")),
            keyId(ids.at("terminal")),
            keyId(ids.at("card")),
            image(images.at("name")),
            image(images.at("address")),
            image(images.at("number")),
            image(images.at("securityCode")),
            {photo.at("width"), photo.at("height"), photo.at("bytes")}};
}
} // namespace

const Records& records() {
    static const Records kRecords = load();
    return kRecords;
}

} // namespace kaomado::training
