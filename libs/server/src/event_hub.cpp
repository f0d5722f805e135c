// SPDX-License-Identifier: Apache-2.0
#include "event_hub.hpp"

namespace kaomado::server {

std::string eventText(std::string_view event, const nlohmann::json& data) {
    return "event: " + std::string(event) + "\ndata: " + data.dump() + "\n\n";
}

void EventHub::add(std::shared_ptr<Stream> stream, std::string municipality, std::string session) {
    const std::lock_guard lock(mutex_);
    watchers_.push_back({std::move(stream), std::move(municipality), std::move(session)});
}

void EventHub::tell(const std::string& municipality, std::string_view event, const nlohmann::json& data) {
    const std::string text = eventText(event, data);
    const std::lock_guard lock(mutex_);
    for (const Watcher& watcher : watchers_)
        if (watcher.municipality == municipality)
            watcher.stream->send(text);
}

void EventHub::beat(const std::function<bool(const std::string&)>& alive) {
    std::list<Watcher> all;
    {
        const std::lock_guard lock(mutex_);
        watchers_.remove_if([](const Watcher& watcher) { return !watcher.stream->open(); });
        all = watchers_;
    }
    for (const Watcher& watcher : all) // asking the database takes its time: not under the lock
        if (alive(watcher.session))
            watcher.stream->send(": still here\n\n");
        else
            closeSession(watcher.session);
}

void EventHub::closeIf(const std::function<bool(const Watcher&)>& when) {
    const std::lock_guard lock(mutex_);
    watchers_.remove_if([&](const Watcher& watcher) {
        if (!when(watcher))
            return false;
        watcher.stream->close();
        return true;
    });
}

void EventHub::closeSession(const std::string& session) {
    closeIf([&](const Watcher& watcher) { return watcher.session == session; });
}

void EventHub::closeAll() {
    closeIf([](const Watcher&) { return true; });
}

std::size_t EventHub::watching() const {
    const std::lock_guard lock(mutex_);
    return watchers_.size();
}

} // namespace kaomado::server
