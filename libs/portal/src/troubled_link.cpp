// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/portal/link.hpp"

namespace kaomado::portal {

Answer TroubledLink::exchange(const Request& request) {
    if (troubles_.down)
        throw Error(Fault::PortalDown, "nobody listens (rehearsed)");
    const bool login = request.verb == Verb::Post && request.path == "/v1/logins";
    if (login && troubles_.beforeLogin)
        troubles_.beforeLogin();
    if (login && troubles_.replays)
        link_.exchange(request);
    return link_.exchange(request);
}

} // namespace kaomado::portal
