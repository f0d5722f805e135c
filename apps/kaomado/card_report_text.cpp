// SPDX-License-Identifier: Apache-2.0
#include "card_report.hpp"
#include "texts.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

namespace kaomado::app {

namespace {
using nlohmann::ordered_json;

std::string_view nameOf(PinState state) {
    static constexpr std::string_view kNames[] = {"set", "locked", "not-set"};
    return kNames[static_cast<std::size_t>(state)];
}

/// What the secrets block shows: the holder's values and 照合番号B, never the individual number.
bool shownWithSecrets(std::string_view id) {
    return id != "text_0012" && !id.starts_with("verification_number_a");
}

std::string hex4(std::uint16_t value) {
    return toHex(Bytes{static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value & 0xFFU)});
}

std::string dateOf(const std::optional<Date>& date) {
    return date ? toIso(*date) : "-";
}

/// The last second of a period in Japan time, as a day.
std::string lastDay(Instant end) {
    return toIso(dayInJapan(end));
}

class Lines {
public:
    explicit Lines(Language language) : language_(language) {}
    const std::string& text(const std::string& key) const { return app::text("card.show." + key, language_); }
    void heading(const std::string& key) { out_ << text(key) << '\n'; }
    void line(const std::string& key, const std::string& value) { out_ << text(key) << value << '\n'; }
    std::ostringstream& out() { return out_; }

private:
    Language language_;
    std::ostringstream out_;
};

void certificates(Lines& lines, const CardReport& report) {
    lines.heading("certificates");
    for (const CertificateReport& one : report.certificates) {
        lines.out() << "  " << lines.text("certificate." + std::string(trust::nameOf(one.kind))) << ": ";
        if (!one.present) {
            lines.out() << lines.text("absent") << '\n';
            continue;
        }
        lines.out() << lines.text("verdict." + std::string(trust::nameOf(one.check.verdict)));
        if (one.check.facts)
            lines.out() << "  " << toIso(dayInJapan(one.check.facts->notBefore)) << " - "
                        << lastDay(one.check.facts->notAfter) << "  " << one.check.facts->serial;
        lines.out() << '\n';
    }
}

void references(Lines& lines, const CardReport& report) {
    lines.heading("references");
    for (const ReferenceReport& one : report.references)
        lines.out() << "  " << lines.text("reference." + one.id) << ": "
                    << lines.text("pin." + std::string(nameOf(one.state))) << "  " << one.tries << "/"
                    << one.limit << '\n';
}

ordered_json certificateJson(const CertificateReport& one) {
    ordered_json row{{"kind", trust::nameOf(one.kind)}, {"present", one.present}};
    if (!one.present)
        return row;
    row["verdict"] = trust::nameOf(one.check.verdict);
    if (one.check.facts) {
        row["serial"] = one.check.facts->serial;
        row["notBefore"] = toIso(one.check.facts->notBefore);
        row["notAfter"] = toIso(one.check.facts->notAfter);
    }
    return row;
}

ordered_json secretsJson(const emulator::CardImage& image) {
    ordered_json secrets = ordered_json::object();
    for (const card::NamedReference& reference : card::allReferences()) {
        const auto* stored = image.find(reference.where.app, reference.where.file);
        if (stored != nullptr && !stored->value.empty() && shownWithSecrets(reference.id))
            secrets[std::string(reference.id)] = toText(stored->value.bytes());
    }
    return secrets;
}
} // namespace

std::string reportText(const CardReport& report, Language language) {
    Lines lines(language);
    lines.line("looksLike", lines.text("profile." + report.looksLike));
    lines.line("serial", report.serial.empty() ? "-" : report.serial);
    lines.line("holder", report.name + "  " + dateOf(report.birth) + "  " +
                             lines.text(std::string("sex.") + report.sex));
    lines.line("address", report.address);
    lines.line("expiry", dateOf(report.expiry));
    certificates(lines, report);
    references(lines, report);
    lines.line(
        "lifecycle",
        lines.text(report.lifecycle == emulator::Lifecycle::Operational ? "operational" : "initialisation"));
    lines.line("admin", lines.text(report.admin ? "on" : "admin.off"));
    lines.line("terminal", lines.text(report.terminalAuthentication ? "on" : "terminal.off"));
    lines.line("answers", fill(lines.text("answers.values"),
                               {{"blocked", hex4(report.blockedStatus)}, {"atr", toHex(report.atr)}}));
    return lines.out().str();
}

std::string secretsText(const emulator::CardImage& image, Language language) {
    Lines lines(language);
    lines.heading("secrets");
    for (const card::NamedReference& reference : card::allReferences()) {
        const auto* stored = image.find(reference.where.app, reference.where.file);
        if (stored == nullptr || !shownWithSecrets(reference.id))
            continue;
        const std::string name = lines.text("reference." + std::string(reference.id));
        lines.out() << "  " << name << ": "
                    << (stored->value.empty() ? lines.text("pin.not-set") : toText(stored->value.bytes()))
                    << '\n';
    }
    return lines.out().str();
}

std::string reportJson(const CardReport& report, const emulator::CardImage* secretsOf) {
    ordered_json all{{"looksLike", report.looksLike},
                     {"serial", report.serial},
                     {"name", report.name},
                     {"birth", report.birth ? ordered_json(toIso(*report.birth)) : ordered_json()},
                     {"sex", std::string(1, report.sex)},
                     {"address", report.address},
                     {"municipality", report.municipality},
                     {"expiry", report.expiry ? ordered_json(toIso(*report.expiry)) : ordered_json()},
                     {"certificates", ordered_json::array()},
                     {"references", ordered_json::array()}};
    for (const CertificateReport& one : report.certificates)
        all["certificates"].push_back(certificateJson(one));
    for (const ReferenceReport& one : report.references)
        all["references"].push_back(
            {{"id", one.id}, {"state", nameOf(one.state)}, {"tries", one.tries}, {"limit", one.limit}});
    all["lifecycle"] =
        report.lifecycle == emulator::Lifecycle::Operational ? "operational" : "initialisation";
    all["settings"] = {{"admin", report.admin},
                       {"terminalAuthentication", report.terminalAuthentication},
                       {"blockedStatus", hex4(report.blockedStatus)},
                       {"atr", toHex(report.atr)}};
    if (secretsOf != nullptr)
        all["secrets"] = secretsJson(*secretsOf);
    return all.dump(2) + "\n";
}

std::string newCardText(const emulator::CardImage& image, const std::string& file, Language language) {
    const CardReport report = reportOf(image, SystemClock().now(), nullptr);
    return fill(app::text("card.new.made", language), {{"file", file}}) + "\n" +
           reportText(report, language) + secretsText(image, language) +
           app::text("card.new.once", language) + "\n";
}

} // namespace kaomado::app
