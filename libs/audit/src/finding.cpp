// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/finding.hpp"

#include "kaomado/base/error.hpp"

namespace kaomado::audit {

std::string_view nameOf(Problem problem) {
    switch (problem) {
    case Problem::EventChanged:
        return "event-changed";
    case Problem::EventMissing:
        return "event-missing";
    case Problem::EventLeftOut:
        return "event-left-out";
    case Problem::PlacesMissing:
        return "places-missing";
    case Problem::OutOfOrder:
        return "out-of-order";
    case Problem::HashesChanged:
        return "hashes-changed";
    case Problem::CaseGap:
        return "case-gap";
    case Problem::HeadDiffers:
        return "head-differs";
    case Problem::CutOff:
        return "cut-off";
    case Problem::HeadForged:
        return "head-forged";
    case Problem::EventUnreadable:
        return "event-unreadable";
    case Problem::LineUnreadable:
        return "line-unreadable";
    case Problem::ReadingForged:
        return "reading-forged";
    }
    throw Error(Fault::Internal, "a problem without a name");
}

} // namespace kaomado::audit
