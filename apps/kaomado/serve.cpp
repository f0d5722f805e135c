// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "data_folder.hpp"
#include "pcsc_reader.hpp"
#include "stop_on_signal.hpp"

#include <kaomado/server/counter_server.hpp>

#include <charconv>
#include <condition_variable>
#include <iostream>
#include <memory>
#include <mutex>

namespace kaomado::app {

namespace {

struct Options {
    std::string listen = "127.0.0.1:8080", database, data, municipality, certificate, key;
    std::vector<std::string> readers, hosts;
    unsigned virtualReaders = 1;
    bool training = false, quiet = false, behindProxy = false;
};

/// "127.0.0.1:8080", "[::1]:0"
std::pair<std::string, std::uint16_t> addressIn(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size() ||
        std::from_chars(text.data() + colon + 1, end, port).ptr != end)
        throw Error(Fault::BadInput, text + ": the form is ADDRESS:PORT, e.g. 127.0.0.1:8080");
    std::string address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    return {address, port};
}

/// In earnest a password or a session goes over no wire unencrypted.
void mustBePrivate(const Options& options, const std::string& address) {
    const bool loopback = address.starts_with("127.") || address == "::1";
    if (loopback || options.training || options.behindProxy || !options.certificate.empty())
        return;
    throw Error(Fault::Configuration,
                options.listen + ": other machines reach this without TLS; give --cert and --key, or "
                                 "--behind-proxy when a proxy on this network's edge speaks TLS");
}

/// "pcsc" or "pcsc=NAME" → the reader's name for the PC/SC service; none for another kind.
std::optional<std::optional<std::string>> pcscName(const std::string& text) {
    constexpr std::string_view kPcsc = "pcsc";
    if (text == kPcsc)
        return std::optional<std::string>{};
    if (text.starts_with("pcsc="))
        return std::optional(text.substr(kPcsc.size() + 1));
    return std::nullopt;
}

/// A name as a Host field has it, in small letters; no address, no port.
std::string hostIn(std::string name) {
    for (char& c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") != std::string::npos)
        throw Error(Fault::BadInput, name + ": a name without port, e.g. madoguchi.example");
    return name;
}

void addReaders(server::ServerSettings& settings, const Options& options) {
    unsigned number = 0;
    bool virtualOnes = options.readers.empty() && options.training;
    for (const std::string& wanted : options.readers) {
        if (const auto name = pcscName(wanted))
            settings.readers.push_back(
                {"reader-" + std::to_string(++number), std::make_unique<PcscReader>(*name)});
        else if (wanted == "virtual" && options.training)
            virtualOnes = true;
        else
            throw Error(Fault::BadInput, wanted + ": a reader is pcsc, pcsc=NAME or, in training, virtual");
    }
    if (options.readers.empty() && !options.training)
        settings.readers.push_back({"reader-1", std::make_unique<PcscReader>(std::nullopt)});
    settings.virtualReaders = virtualOnes ? options.virtualReaders : 0;
}

/// Lines of several threads, one at a time.
void logLine(const std::string& line) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::cerr << line << '\n';
}

server::ServerSettings settingsFrom(const Options& options) {
    server::ServerSettings settings;
    settings.data = options.data.empty() ? defaultDataFolder("--data") : std::filesystem::path(options.data);
    std::filesystem::create_directories(settings.data);
    settings.database = options.database.empty() ? (settings.data / "server.db").string() : options.database;
    settings.municipality = options.municipality;
    settings.training = options.training;
    for (const std::string& host : options.hosts)
        settings.hosts.insert(hostIn(host));
    settings.secure = !options.certificate.empty() || options.behindProxy;
    settings.version = KAOMADO_VERSION;
    if (!options.quiet)
        settings.log = logLine;
    addReaders(settings, options);
    return settings;
}

void greet(const Frame& frame, const Options& options, const server::CounterServer& counter,
           const std::string& address) {
    std::cout << fill(frame.text("serve.listening"), {{"address", address}}) << '\n';
    if (const auto& first = counter.firstAccount())
        std::cout << fill(frame.text("serve.first"),
                          {{"login", first->login}, {"password", first->oneTimePassword}})
                  << '\n';
    if (options.training)
        for (const server::DemonstrationAccount& demo : server::demonstrationAccounts())
            std::cout << fill(frame.text("serve.demo"),
                              {{"login", demo.login}, {"password", demo.password}, {"name", demo.name}})
                      << '\n';
    std::cout.flush();
}

void waitFor(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
}

int serve(const Options& options, const Frame& frame) {
    const StopOnSignal signal;
    const SystemClock clock;
    auto [address, port] = addressIn(options.listen);
    mustBePrivate(options, address);
    server::HttpSettings http{.address = address, .port = port};
    if (!options.certificate.empty())
        http.tls = server::TlsFiles{options.certificate, options.key};
    server::CounterServer counter(settingsFrom(options), clock);
    server::HttpServer listener(std::move(http),
                                [&](const server::Request& request) { return counter.answer(request); });
    const std::string shown = address.find(':') == std::string::npos ? address : "[" + address + "]";
    greet(frame, options, counter,
          (options.certificate.empty() ? "http://" : "https://") + shown + ":" +
              std::to_string(listener.port()));
    waitFor(signal.token());
    counter.stop();
    listener.stop();
    std::cout << frame.text("serve.stopping") << std::endl;
    return kOk;
}

} // namespace

void addServe(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "serve", "serve");
    const auto options = std::make_shared<Options>();
    command->add_option("--listen", options->listen, frame.text("serve.listen"))->type_name("ADDRESS:PORT");
    command->add_option("--host", options->hosts, frame.text("serve.host"))->type_name("NAME");
    command->add_option("--database", options->database, frame.text("serve.database"))->type_name("ADDRESS");
    command->add_option("--data", options->data, frame.text("serve.data"))->type_name("DIR");
    command->add_option("--municipality", options->municipality, frame.text("serve.municipality"))
        ->type_name("CODE");
    command->add_flag("--training", options->training, frame.text("serve.training"));
    command->add_option("--reader", options->readers, frame.text("serve.reader"))->type_name("READER");
    command->add_option("--virtual-readers", options->virtualReaders, frame.text("serve.virtual-readers"))
        ->check(CLI::Range(1, 64));
    CLI::Option* certificate =
        command->add_option("--cert", options->certificate, frame.text("serve.cert"))->type_name("FILE");
    CLI::Option* key = command->add_option("--key", options->key, frame.text("serve.key"))->type_name("FILE");
    certificate->needs(key);
    key->needs(certificate);
    command->add_flag("--behind-proxy", options->behindProxy, frame.text("serve.behind-proxy"));
    command->add_flag("--quiet", options->quiet, frame.text("serve.quiet"));
    frame.run(command, [options, &frame] { return serve(*options, frame); });
}

} // namespace kaomado::app
