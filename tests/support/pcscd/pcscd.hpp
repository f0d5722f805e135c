// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <memory>

namespace kaomado::test {

/// A PC/SC service of this process's own: new mount and network namespaces, an empty /run/pcscd, loopback up,
/// pcscd with the virtual reader driver on ports 35963 and 35964. Whatever is started afterwards by this
/// process is inside. Create one per process, first thing in main: a namespace cannot be left. Needs the
/// right to make namespaces (root, or user namespaces); where that is refused it uses /run/pcscd itself and
/// fails when another pcscd runs there.
/// @throws std::runtime_error with what pcscd said
class PrivatePcscd {
public:
    PrivatePcscd();
    static constexpr int kFirstPort = 35963;

    /// As by a crash: SIGKILL, nothing tidied up.
    void die();
    /// Once it died. @throws std::runtime_error with what pcscd said
    void start();

private:
    std::string log() const { return (dir_ / "pcscd.log").string(); }

    TempDir dir_;
    std::unique_ptr<Background> service_;
};

} // namespace kaomado::test
