// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/random_pin.hpp"

#include "kaomado/base/era.hpp"
#include "kaomado/base/random.hpp"

namespace kaomado::counter {

namespace {

constexpr unsigned kValues = 10000;
constexpr std::size_t kDigits = 4;
/// The largest multiple of 10000 in 16 bits: above it a remainder would favour small values.
constexpr unsigned kUnbiased = 60000;
/// One draw in ten is thrown away, so a source that gets here is broken.
constexpr unsigned kMaxDraws = 1000;

std::array<unsigned, kDigits> digitsOf(unsigned value) {
    return {value / 1000, value / 100 % 10, value / 10 % 10, value % 10};
}

bool isRun(const std::array<unsigned, kDigits>& d, unsigned step) {
    for (std::size_t i = 1; i < kDigits; ++i)
        if ((d[i - 1] + step) % 10 != d[i])
            return false;
    return true;
}

bool isGuessable(const std::array<unsigned, kDigits>& d) {
    constexpr unsigned kUp = 1;
    constexpr unsigned kDown = 9;
    const bool twice = d[0] == d[2] && d[1] == d[3];
    const bool pairs = d[0] == d[1] && d[2] == d[3];
    return isRun(d, kUp) || isRun(d, kDown) || twice || pairs;
}

/// No std::to_string: the digits go straight into the wiping buffer.
card::Pin toPin(unsigned value) {
    std::array<std::uint8_t, kDigits> text{};
    const auto digits = digitsOf(value);
    for (std::size_t i = 0; i < kDigits; ++i)
        text[i] = static_cast<std::uint8_t>('0' + digits[i]);
    card::Pin pin({reinterpret_cast<const char*>(text.data()), text.size()});
    wipe(text);
    return pin;
}

std::optional<unsigned> valueOf(ByteView digits) {
    if (digits.size() != kDigits)
        return std::nullopt;
    unsigned value = 0;
    for (const std::uint8_t digit : digits) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        value = value * 10 + (digit - unsigned{'0'});
    }
    return value;
}

std::string twoDigits(unsigned number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

} // namespace

ForbiddenPins::ForbiddenPins(const PrintedItems& printed) : complete_(printed.complete()) {
    forbidDigits(printed.individualNumber.bytes());
    forbidDigits(viewOf(printed.securityCode));
    if (printed.birth)
        forbidDate(*printed.birth);
    for (const Date expiry : printed.expiries)
        forbidDate(expiry);
    if (printed.address) {
        // Block, house and room number are also read as one number: 1丁目2番3-405号 holds 1234.
        std::string all;
        for (const std::string& run : digitRunsOf(*printed.address)) {
            forbidDigits(viewOf(run));
            all += run;
        }
        forbidDigits(viewOf(all));
    }
}

ForbiddenPins::~ForbiddenPins() {
    wipe({reinterpret_cast<std::uint8_t*>(&printed_), sizeof printed_});
}

void ForbiddenPins::forbidDigits(ByteView digits) {
    for (std::size_t i = 0; i + kDigits <= digits.size(); ++i)
        if (const auto value = valueOf(digits.subspan(i, kDigits)))
            printed_.set(*value);
}

/// Western and era forms, with and without leading zeros: YYYYMMDD, YYMMDD, MMDD, MMYY, 23年4月5日 as 2345.
void ForbiddenPins::forbidDate(Date date) {
    const auto month = static_cast<unsigned>(date.month());
    const auto day = static_cast<unsigned>(date.day());
    const std::string monthDay = twoDigits(month) + twoDigits(day);
    const std::string plain = std::to_string(month) + std::to_string(day);
    std::vector<unsigned> years{static_cast<unsigned>(static_cast<int>(date.year()))};
    years.push_back(static_cast<unsigned>(eraYearOf(date).year));
    forbidDigits(viewOf(toDigits(date)));
    for (const unsigned year : years) {
        const std::string shortYear = twoDigits(year % 100);
        for (const std::string& form : {shortYear + monthDay, twoDigits(month) + shortYear,
                                        std::to_string(year) + plain, std::to_string(year % 100) + plain})
            forbidDigits(viewOf(form));
    }
}

std::optional<PinRefusal> ForbiddenPins::refusalOf(unsigned value) const {
    if (value >= kValues)
        return PinRefusal::NotFourDigits;
    const auto digits = digitsOf(value);
    if (isRun(digits, 0))
        return PinRefusal::RepeatedDigit;
    if (isGuessable(digits))
        return PinRefusal::Guessable;
    if (printed_.test(value))
        return PinRefusal::PrintedOnCard;
    return std::nullopt;
}

std::optional<PinRefusal> ForbiddenPins::refusalOf(const card::Pin& pin) const {
    const auto value = valueOf(pin.bytes());
    return value ? refusalOf(*value) : PinRefusal::NotFourDigits;
}

std::size_t ForbiddenPins::count() const {
    std::size_t refused = 0;
    for (unsigned value = 0; value < kValues; ++value)
        refused += refusalOf(value) ? 1U : 0U;
    return refused;
}

std::uint16_t systemRandom() {
    Bytes two = randomBytes(2);
    const WipeOnExit wiper(two);
    return static_cast<std::uint16_t>(two[0] << 8U | two[1]);
}

DrawnPin drawPin(const ForbiddenPins& forbidden, const RandomSource& random) {
    unsigned redraws = 0;
    for (unsigned draw = 0; draw < kMaxDraws; ++draw) {
        const unsigned number = random();
        if (number >= kUnbiased)
            continue; // not a value yet, so not a redraw
        const unsigned value = number % kValues;
        if (!forbidden.refusalOf(value))
            return {toPin(value), redraws, forbidden.checkedEverything()};
        ++redraws;
    }
    throw Error(Fault::Internal, "the random generator gives only values that may not be set");
}

std::string refusalText(PinRefusal refusal, Language language) {
    const bool japanese = language == Language::Japanese;
    const auto reason = [&]() -> std::string_view {
        switch (refusal) {
        case PinRefusal::NotFourDigits:
            return japanese ? "暗証番号は4桁の数字です。" : "A PIN is four digits.";
        case PinRefusal::RepeatedDigit:
            return japanese ? "同じ数字の繰り返しは使えません。" : "One digit four times cannot be used.";
        case PinRefusal::Guessable:
            return japanese ? "連続した数字や繰り返しの数字は使えません。"
                            : "Runs and repetitions cannot be used.";
        case PinRefusal::PrintedOnCard:
            return japanese ? "券面に記載された数字は使えません。"
                            : "Digits printed on the card cannot be used.";
        }
        throw Error(Fault::Internal, "a refusal without a text");
    };
    return std::string(reason()) +
           (japanese ? "万一ロックを忘れたとき、推測されてカードや電子証明書を悪用されるおそれがあります。"
                     : " If the lock were ever forgotten, others could guess it and misuse the card.");
}

} // namespace kaomado::counter
