// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/error.hpp>

#include <optional>

namespace kaomado::test {

/// The fault a piece of work ends with; nothing when it ends well.
template <class Work>
std::optional<Fault> faultOf(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.fault();
    }
    return std::nullopt;
}

} // namespace kaomado::test
