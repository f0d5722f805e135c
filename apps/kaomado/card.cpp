// SPDX-License-Identifier: Apache-2.0
#include "card.hpp"

#include "commands.hpp"
#include "data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace kaomado::app {

void addCard(CLI::App& app, Frame& frame) {
    CLI::App* card = frame.command(app, "card", "card");
    card->require_subcommand(1);
    addCardNew(*card, frame);
    addCardShow(*card, frame);
    addCardList(*card, frame);
    addCardInsert(*card, frame);
    addCardAdmin(*card, frame);
}

std::filesystem::path defaultCaFolder() {
    return defaultDataFolder("--ca") / "training-ca";
}

namespace {
/// A program that ended may have removed the file between our opening and our locking it.
bool stillThere(int fd, const std::filesystem::path& path) {
    struct stat opened {
    }, named{};
    return ::fstat(fd, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}
} // namespace

CardFileLock::CardFileLock(const std::filesystem::path& card) : path_(card.string() + ".lock") {
    for (;;) {
        fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        const bool locked = fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) == 0;
        const int why = errno;
        if (locked && stillThere(fd_, path_))
            return;
        if (fd_ >= 0)
            ::close(fd_);
        if (!locked && why == EWOULDBLOCK)
            throw Error(Fault::CardBusy, card.string() + ": another kaomado program uses this card file");
        if (!locked)
            throw Error(Fault::Storage, path_.string() + ": " + std::strerror(why));
    }
}

CardFileLock::~CardFileLock() {
    ::unlink(path_.c_str());
    ::close(fd_);
}

emulator::Persist saveWithSettings(std::filesystem::path path, emulator::CardSettings settings) {
    return [path = std::move(path), settings = std::move(settings)](const emulator::CardImage& image) {
        const SecretBytes json = image.toJson();
        const ByteView text = json.bytes();
        auto copy = emulator::CardImage::parse({reinterpret_cast<const char*>(text.data()), text.size()},
                                               path.string());
        copy.settings = settings;
        copy.save(path);
    };
}

} // namespace kaomado::app
