// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/report.hpp"

#include "kaomado/base/error.hpp"

namespace kaomado::chip {

std::vector<std::string> Report::failures() const {
    std::vector<std::string> failed;
    for (const Finding& finding : findings_)
        if (!finding.passed)
            failed.push_back(finding.what);
    return failed;
}

void Report::throwUnlessOk() const {
    if (ok())
        return;
    std::string detail = findings_.empty() ? "nothing was checked" : "not proven:";
    for (const std::string& what : failures())
        detail += " [" + what + "]";
    throw Error(Fault::SignatureInvalid, detail);
}

} // namespace kaomado::chip
