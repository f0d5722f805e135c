// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/record_digests.hpp"

#include "record_reader.hpp"

namespace kaomado::card {

Sha256 numberDigest(ByteView stored0001) {
    return sha256(stored0001);
}

Sha256 attributesDigest(ByteView stored0002) {
    return sha256(Record(stored0002, 0xFF20, "TEXT 0002").range(0xDF22, 0xDF25));
}

std::array<Sha256, 2> attributeDigests(ByteView stored0001, ByteView stored0002) {
    return {numberDigest(stored0001), attributesDigest(stored0002)};
}

std::array<Sha256, 1> internalKeyDigests(ByteView stored0007) {
    return {sha256(Record(stored0007, 0xFF50, "TEXT 0007").range(0xDF51, 0xDF51))};
}

std::array<Sha256, 1> ageDigests(ByteView stored0001) {
    return {sha256(Record(stored0001, 0xFF10, "VISUAL 0001").range(0xDF11, 0xDF12))};
}

std::array<Sha256, 3> faceDigests(ByteView stored0002) {
    const Record record(stored0002, 0xFF20, "VISUAL 0002");
    return {sha256(record.range(0xDF22, 0xDF24)), sha256(record.range(0xDF25, 0xDF26)),
            sha256(record.range(0xDF27, 0xDF27))};
}

std::array<Sha256, 1> numberImageDigests(ByteView stored0005) {
    return {sha256(Record(stored0005, 0xFF40, "VISUAL 0005").range(0xDF41, 0xDF42))};
}

Bytes recordDigestInfo(std::span<const Sha256> digests) {
    // AlgorithmIdentifier { 2.16.840.1.101.3.4.2.1, NULL } (RFC 8017, section 9.2)
    static const Bytes kSha256 = fromHex("300D06096086480165030402010500");
    Bytes octets;
    for (const Sha256& digest : digests)
        append(octets, digest);
    Bytes content = kSha256;
    append(content, makeTlv(0x04, octets));
    return makeTlv(0x30, content);
}

} // namespace kaomado::card
