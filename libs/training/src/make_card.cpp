// SPDX-License-Identifier: Apache-2.0
#include "kaomado/training/make_card.hpp"

#include "card_parts.hpp"
#include "dice.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/training/photo.hpp"
#include "kaomado/trust/lifetime.hpp"

namespace kaomado::training {

namespace {
using namespace std::chrono;
constexpr std::pair<Profile, std::string_view> kNames[] = {
    {Profile::Normal, "normal"},
    {Profile::FaceAuth, "face-auth"},
    {Profile::NoSignature, "no-signature"},
    {Profile::Expired, "expired"},
    {Profile::PinsLocked, "pins-locked"},
    {Profile::NeverIssued, "never-issued"},
    {Profile::NeverIssuedNoSignature, "never-issued-no-signature"}};
constexpr std::size_t kSerialDigits = 15, kCodeDigits = 4;

/// A moment when certificates could have been issued that have ended by `now`, for the youngest possible
/// card: thirty days after the birthday five years before the last one.
Instant issuedLongAgo(Date birth, Instant now) {
    const Date yesterday{sys_days{dayInJapan(now)} - days{1}};
    Date last{yesterday.year(), birth.month(), birth.day()};
    if (!last.ok())
        last = Date{last.year(), February, day{28}};
    if (last > yesterday)
        last = Date{last.year() - years{1}, last.month(), last.day()};
    return sys_days{Date{last.year() - years{5}, last.month(), day{1}}} + days{60} + hours{1};
}

/// Whether a card can be left whose certificates have ended: a minor's card ends together with them.
bool outlivesCertificates(Date birth, Instant now) {
    const Date issued = dayInJapan(issuedLongAgo(birth, now));
    return birth <= issued && dayInJapan(now) <= trust::cardExpiry(birth, issued);
}

std::uint32_t randomSeed() {
    std::uint32_t seed = 0;
    for (const std::uint8_t byte : randomBytes(4))
        seed = seed << 8U | byte;
    return seed;
}

int ageOn(Date birth, Date day) {
    const int years = static_cast<int>(day.year()) - static_cast<int>(birth.year());
    return std::pair{day.month(), day.day()} < std::pair{birth.month(), birth.day()} ? years - 1 : years;
}

Person personOf(CardOrder& order, std::uint32_t seed, Dice& dice, Instant now) {
    const auto& people = samplePeople();
    const auto fits = [&](const Person& one) {
        return order.profile != Profile::Expired || outlivesCertificates(one.birth, now);
    };
    std::size_t which = seed % people.size();
    for (std::size_t tried = 0; tried < people.size() && !fits(people[which]); ++tried)
        which = (which + 1) % people.size();
    Person person = people[which];
    if (order.person)
        person = std::move(*order.person);
    check(person, dayInJapan(now));
    if (!fits(person))
        throw Error(Fault::BadInput, "birth date: too young for a card that outlives its certificates");
    if (person.individualNumber.empty())
        person.individualNumber = invalidNumber(dice.digits(11));
    if (person.photo.empty())
        person.photo = drawPortrait(seed, {ageOn(person.birth, dayInJapan(now)), person.sex});
    return person;
}
} // namespace

std::string_view nameOf(Profile profile) {
    return kNames[static_cast<std::size_t>(profile)].second;
}

std::optional<Profile> profileNamed(std::string_view name) {
    for (const auto& [profile, its] : kNames)
        if (its == name)
            return profile;
    return std::nullopt;
}

void put(emulator::CardImage& image, card::App app, card::FileId file, Bytes content) {
    emulator::CardFile& stored = image.at(app, file);
    stored.content = std::move(content);
    stored.exists = true;
}

void putKey(emulator::CardImage& image, card::App app, card::FileId file, const crypto::KeyPair& key) {
    const SecretBytes der = key.toPkcs8();
    put(image, app, file, {der.bytes().begin(), der.bytes().end()});
}

void setPrinted(emulator::CardImage& image, const card::Reference& where, const card::Pin& value) {
    const ByteView bytes = value.bytes();
    image.setReference(where, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

card::Pin numberB(const Parts& parts) {
    return card::numberB(parts.person.birth, static_cast<int>(parts.expiry.year()), parts.securityCode);
}

emulator::CardImage makeCard(CardOrder order, trust::TrainingCa& ca, Instant now) {
    const std::uint32_t seed = order.seed ? *order.seed : randomSeed();
    Dice dice(seed);
    Person person = personOf(order, seed, dice, now);
    const Instant issued = order.profile == Profile::Expired ? issuedLongAgo(person.birth, now) : now;
    const Date expiry = trust::cardExpiry(person.birth, dayInJapan(issued));
    emulator::CardImage image = emulator::CardImage::blank();
    fillPins(image, order.profile, order.pins); // refuses a wrong form, so before the slow part
    const CardKeys keys = order.keys ? *order.keys : CardKeys::generate();
    const Parts parts{std::move(person),
                      order.profile,
                      keys,
                      rootKey(ca),
                      recordsKey(ca),
                      "9" + dice.digits(kSerialDigits - 1),
                      dice.digits(kCodeDigits),
                      issued,
                      expiry};
    fillJpki(image, parts, ca);
    fillText(image, parts);
    fillVisual(image, parts);
    fillCommon(image, parts);
    image.settings.admin = order.admin;
    image.settings.terminalAuthentication = order.terminalAuthentication;
    image.issuerKey = issuerKeyFor(ca, parts.serial);
    return image;
}

} // namespace kaomado::training
