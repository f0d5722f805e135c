// SPDX-License-Identifier: Apache-2.0
#include "output_intent.hpp"

#include "kaomado/base/error.hpp"

#include <lcms2.h>

#include <algorithm>
#include <memory>

namespace kaomado::paper {

namespace {
struct Close {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};

/// The header says when a profile was made, which would make every file a different one.
void setDate(std::string& profile) {
    constexpr std::size_t kDate = 24;
    constexpr unsigned char kFirstOf2000[] = {0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
    std::ranges::copy(kFirstOf2000, profile.begin() + kDate);
}

std::string made() {
    const std::unique_ptr<void, Close> profile{cmsCreate_sRGBProfile()};
    cmsUInt32Number size = 0;
    if (!profile || cmsSaveProfileToMem(profile.get(), nullptr, &size) == 0)
        throw Error(Fault::Internal, "no sRGB profile");
    std::string bytes(size, '\0');
    if (cmsSaveProfileToMem(profile.get(), bytes.data(), &size) == 0)
        throw Error(Fault::Internal, "no sRGB profile");
    setDate(bytes);
    return bytes;
}
} // namespace

const std::string& srgbProfile() {
    static const std::string profile = made();
    return profile;
}

} // namespace kaomado::paper
