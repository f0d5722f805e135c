// SPDX-License-Identifier: Apache-2.0
#include "support/scripted_card.hpp"

#include <stdexcept>

namespace kaomado::test {

const Line& ScriptedCard::take(const std::string& what) {
    if (next_ >= script_.size())
        throw std::logic_error("the script is over, but the card was sent " + what);
    const Line& line = script_[next_++];
    const std::string wanted = line.command == "reset" ? line.command : toHex(fromHex(line.command));
    if (what != wanted)
        throw std::logic_error(line.why + ": expected " + wanted + ", sent " + what);
    return line;
}

void ScriptedCard::reset() {
    take("reset");
}

Bytes ScriptedCard::exchange(ByteView apdu) {
    return fromHex(take(toHex(apdu)).answer);
}

} // namespace kaomado::test
