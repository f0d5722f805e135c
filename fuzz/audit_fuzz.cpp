// SPDX-License-Identifier: Apache-2.0
// What an auditor is handed by somebody else: a proof, an export, a signed head, a leaf. What is taken is
// written back the same; whatever it says, looking into it ends with findings or the fault for it. First
// byte: which.
#include <kaomado/audit/export.hpp>
#include <kaomado/audit/proof.hpp>
#include <kaomado/base/error.hpp>

#include <cstdlib>
#include <sstream>

namespace {
using namespace kaomado;

void demand(bool condition) {
    if (!condition)
        std::abort();
}

void proof(std::string_view text) {
    const audit::Proof taken = audit::proofFrom(text);
    demand(audit::proofFrom(audit::toJson(taken)) == taken);
    static_cast<void>(audit::check(taken, {}));
}

void exported(std::string_view text) {
    std::istringstream in{std::string(text)};
    audit::ExportReader reader(in);
    const audit::ExportHeader& header = reader.header();
    std::vector<audit::Finding> forged;
    audit::Walk walk(header.municipality, audit::vouchedFor(header.heads, header.municipality, {}, forged));
    reader.walk(walk);
    const audit::Verification found = std::move(walk).finish();
    demand(!found.sound() || found.size == header.size);
}

void signedHead(std::string_view text) {
    const audit::SignedHead taken = audit::signedHeadFrom(text);
    demand(audit::signedHeadFrom(audit::toJson(taken)) == taken);
    static_cast<void>(audit::headOf(taken));
}

void leaf(std::string_view text) {
    const auto parts = audit::partsOf(text);
    demand(!parts ||
           audit::leafText(parts->municipality, parts->caseId, parts->sequence, parts->event) == text);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    constexpr void (*kRead[])(std::string_view) = {proof, exported, signedHead, leaf};
    try {
        kRead[data[0] % std::size(kRead)]({reinterpret_cast<const char*>(data + 1), size - 1});
    } catch (const Error& error) {
        demand(error.fault() == Fault::FileMalformed || error.fault() == Fault::SignatureInvalid);
    }
    return 0;
}
