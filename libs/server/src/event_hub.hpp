// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/server/http.hpp"

#include <nlohmann/json.hpp>

#include <list>
#include <mutex>

namespace kaomado::server {

/// Everybody who watches for changes. Nothing is kept for somebody who was away: he reads anew. @thread any
class EventHub {
public:
    /// `session`: the hash under which it is stored.
    void add(std::shared_ptr<Stream> stream, std::string municipality, std::string session);

    void tell(const std::string& municipality, std::string_view event, const nlohmann::json& data);

    /// A sign of life to everybody; whoever is gone, or whose session is not alive any more, is let go.
    void beat(const std::function<bool(const std::string& session)>& alive);
    void closeSession(const std::string& session);
    void closeAll();
    std::size_t watching() const;

private:
    struct Watcher {
        std::shared_ptr<Stream> stream;
        std::string municipality, session;
    };
    void closeIf(const std::function<bool(const Watcher&)>& when);

    mutable std::mutex mutex_;
    std::list<Watcher> watchers_;
};

/// One message in the form of server-sent events.
std::string eventText(std::string_view event, const nlohmann::json& data);

} // namespace kaomado::server
