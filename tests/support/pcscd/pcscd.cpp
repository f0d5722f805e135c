// SPDX-License-Identifier: Apache-2.0
#include "support/pcscd/pcscd.hpp"

#include <kaomado/base/text_file.hpp>

#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace kaomado::test {

namespace {
void mustWork(bool ok, const std::string& what) {
    if (!ok)
        throw std::runtime_error(what + ": " + std::strerror(errno));
}

/// /proc files take one write and cannot be replaced by a rename.
void writeProc(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text << std::flush;
    mustWork(file.good(), path);
}

void bringLoopbackUp() {
    const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    mustWork(fd >= 0, "socket");
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    mustWork(::ioctl(fd, SIOCGIFFLAGS, &request) == 0, "loopback flags");
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    mustWork(::ioctl(fd, SIOCSIFFLAGS, &request) == 0, "loopback up");
    ::close(fd);
}

/// False when this system does not let us have namespaces.
bool enterNamespaces() {
    if (::unshare(CLONE_NEWNS | CLONE_NEWNET) != 0) {
        const uid_t user = ::getuid();
        const gid_t group = ::getgid();
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET) != 0)
            return false;
        const auto map = [](const char* file, unsigned outside) {
            writeProc(file, "0 " + std::to_string(outside) + " 1\n");
        };
        writeProc("/proc/self/setgroups", "deny");
        map("/proc/self/uid_map", user);
        map("/proc/self/gid_map", group);
    }
    mustWork(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "private mounts");
    mustWork(::mount("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755") == 0, "tmpfs on /run");
    bringLoopbackUp();
    return true;
}

constexpr const char* kSocket = "/run/pcscd/pcscd.comm";

/// A service that died leaves its socket behind: only a connection tells.
bool answers() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, kSocket, sizeof address.sun_path - 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return connected;
}
} // namespace

PrivatePcscd::PrivatePcscd() {
    if (!enterNamespaces() && answers())
        throw std::runtime_error(std::string("namespaces are not allowed here and another pcscd holds ") +
                                 kSocket);
    ::mkdir("/run/pcscd", 0755);
    replaceFile(dir_ / "vpcd",
                viewOf("FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x8C7B\n"
                       "LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID 0x8C7B\n"));
    start();
}

void PrivatePcscd::start() {
    service_ = std::make_unique<Background>(
        Arguments{"/usr/sbin/pcscd", "--foreground", "--error", "-c", dir_.path().string()}, Environment{},
        log());
    for (int step = 0; step < 500 && !answers(); ++step)
        ::poll(nullptr, 0, 20); // pcscd has no readiness signal; its socket is it
    if (!answers())
        throw std::runtime_error("pcscd did not come up: " + readTextFile(log()));
}

void PrivatePcscd::die() {
    service_->stop(SIGKILL);
}

} // namespace kaomado::test
