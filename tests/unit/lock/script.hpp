// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/scripted_card.hpp"

#include <string>
#include <utility>
#include <vector>

namespace kaomado::test {

using Script = std::vector<Line>;

inline Script operator+(Script first, const Script& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

inline Line selectJpki() {
    return {"JPKI", "00A4040C0A D392F000260100000001", "9000"};
}
inline Line selectText() {
    return {"TEXT", "00A4040C0A D3921000310001010408", "9000"};
}
inline Line selectJuki() {
    return {"JUKI", "00A4040C0A D3921000310001010401", "9000"};
}
inline Line selectCommon() {
    return {"COMMON", "00A4040C0A D3921000310001010100", "9000"};
}

/// COMMON 0001 record 1 of card `digit`: serial of that digit, municipality 13101, expiry 2035-03-31.
inline Line identity(char digit = '1') {
    const std::string text = std::string(15, digit) + "13101" + "20350331";
    return {"who is it", "00B2010C00", "011C" + toHex(viewOf(text)) + "9000"};
}
inline Line certificates(const std::string& firstByte = "00") {
    return {"signature certificate?", "00B0880003", firstByte + "8F009000"};
}
inline Line ask(const std::string& p2, const std::string& answer) {
    return {"tries of " + p2, "002000" + p2, answer};
}
inline Line wrong(const std::string& p2, const std::string& answer, const std::string& value = "30303030") {
    return {"wrong value on " + p2, "002000" + p2 + "04" + value, answer};
}
inline Line powerCycle() {
    return {"power off and on", "reset", ""};
}

struct Tries {
    std::string juki = "63C3", common = "63C3", text = "63C3", jpki = "63C3";
};

/// What every run reads first.
inline Script survey(const Tries& tries, const std::string& certificate = "00") {
    return {selectJpki(),         certificates(certificate), ask("98", tries.jpki),
            selectText(),         ask("91", tries.text),     selectCommon(),
            identity(),           ask("9C", tries.common),   selectJuki(),
            ask("9C", tries.juki)};
}

/// Wrong values between selection and question of the PINs that are locked after the power cycle.
struct Values {
    Script text, jpki;
};

/// What every run does last; a run that has no more to lock only asks.
inline Script proof(const Tries& tries, const Values& values = {}) {
    return Script{powerCycle(), selectCommon(),       identity(), ask("9C", tries.common),
                  selectJuki(), ask("9C", tries.juki)} +
           Script{selectText()} + values.text + Script{ask("91", tries.text)} + //
           Script{selectJpki()} + values.jpki + Script{ask("98", tries.jpki)};
}

/// Three wrong values from three tries to none.
inline Script threeWrong(const std::string& p2) {
    return {wrong(p2, "63C2"), wrong(p2, "63C1"), wrong(p2, "63C0")};
}

inline const Tries kZero{"63C0", "63C0", "63C0", "63C0"};

} // namespace kaomado::test
