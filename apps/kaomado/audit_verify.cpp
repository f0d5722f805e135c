// SPDX-License-Identifier: Apache-2.0
#include "audit_known.hpp"
#include "audit_print.hpp"
#include "progress_line.hpp"

#include <kaomado/base/text_file.hpp>

#include <fstream>

namespace kaomado::app {

namespace {

constexpr int kNotSound = 1;

struct Options : AuditKnowledgeOptions {
    AuditSource source;
    std::string exported, proof;
    bool json = false, progress = false;
};

counter::Progress progressOn(ProgressLine& line) {
    return [&line](std::uint64_t places) { line.show(places); };
}

int verifyDatabase(const Options& options, const AuditKnowledge& knowledge, const Frame& frame) {
    const AuditedDatabase database(options.source);
    const std::vector<std::string> all = database.municipalities();
    knowledge.mustConcern(all);
    // A database elsewhere has its keys elsewhere.
    const bool own = options.source.database.empty() || !options.source.data.empty();
    const auto ownKeys = own ? LogKeys(options.source.folder()).publicKeys() : std::vector<Bytes>{};
    const KeyTrust trust = !knowledge.keys().empty() ? KeyTrust::Given
                           : ownKeys.empty()         ? KeyTrust::None
                                                     : KeyTrust::Folder;
    bool sound = true;
    for (const std::string& municipality : all) {
        const counter::EventLog log = database.log(municipality);
        audit::Verification found;
        {
            ProgressLine line(frame.text("audit.verify.progress"), options.progress);
            found = log.verify(knowledge.of(municipality, ownKeys), progressOn(line));
        }
        AuditPrinter(frame, options.json).log(municipality, found, log.heads(), trust);
        sound = sound && found.sound();
    }
    return sound ? kOk : kNotSound;
}

int verifyExport(const Options& options, const AuditKnowledge& knowledge, const Frame& frame) {
    std::ifstream in(options.exported, std::ios::binary);
    if (!in || std::filesystem::is_directory(options.exported))
        throw Error(Fault::FileMissing, options.exported + ": cannot be opened");
    audit::ExportReader log(in);
    const std::string& municipality = log.header().municipality;
    knowledge.mustConcern({municipality});
    audit::Verification found;
    {
        ProgressLine line(frame.text("audit.verify.progress"), options.progress);
        found = counter::verifyExport(log, knowledge.of(municipality, {}), progressOn(line));
    }
    AuditPrinter(frame, options.json)
        .log(municipality, found, log.header().heads,
             knowledge.keys().empty() ? KeyTrust::None : KeyTrust::Given);
    return found.sound() ? kOk : kNotSound;
}

int verifyProof(const Options& options, const AuditKnowledge& knowledge, const Frame& frame) {
    std::string text = readTextFile(options.proof);
    if (text.ends_with('\n'))
        text.pop_back();
    const audit::Proof proof = audit::proofFrom(text);
    const audit::ProofCheck found = audit::check(proof, knowledge.keys());
    AuditPrinter(frame, options.json)
        .proof(proof, found, knowledge.keys().empty() ? KeyTrust::None : KeyTrust::Given);
    return found.holds() ? kOk : kNotSound;
}

int run(const Options& options, const Frame& frame) {
    if (!options.proof.empty() && !options.exported.empty())
        throw Error(Fault::BadInput, "--proof and --export are two things to verify: one at a time");
    const AuditKnowledge knowledge(options);
    if (!options.proof.empty())
        return verifyProof(options, knowledge, frame);
    return options.exported.empty() ? verifyDatabase(options, knowledge, frame)
                                    : verifyExport(options, knowledge, frame);
}

} // namespace

void addAuditVerify(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "verify", "audit.verify");
    const auto options = std::make_shared<Options>();
    options->source.addTo(*command, frame);
    command->add_option("--export", options->exported, frame.text("audit.verify.export"))->type_name("FILE");
    command->add_option("--proof", options->proof, frame.text("audit.verify.proof"))->type_name("FILE");
    command->add_option("--known", options->known, frame.text("audit.verify.known"))->type_name("HEAD");
    command->add_option("--key", options->keys, frame.text("audit.verify.key"))->type_name("KEY");
    command->add_flag("--content", options->content, frame.text("audit.verify.content"));
    command->add_option("--terminal", options->terminals, frame.text("audit.verify.terminal"))
        ->type_name("NAME=KEY");
    command->add_flag("--progress", options->progress, frame.text("audit.progress"));
    command->add_flag("--json", options->json, frame.text("audit.json"));
    frame.run(command, [options, &frame] { return run(*options, frame); });
}

} // namespace kaomado::app
