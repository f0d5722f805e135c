// SPDX-License-Identifier: Apache-2.0
#include "portal.hpp"

#include "card.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "stop_on_signal.hpp"

#include <kaomado/portal/server.hpp>
#include <kaomado/trust/training_ca.hpp>

#include <nlohmann/json.hpp>

#include <iostream>
#include <semaphore>

namespace kaomado::app {

namespace {

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::filesystem::path data, ca;
    bool json = false;
};

void announce(const Options& options, const portal::Server& server, const std::string& certificate,
              const Frame& frame) {
    if (options.json)
        std::cout << nlohmann::json{{"url", server.url()}, {"certificate", certificate}}.dump() << std::endl;
    else
        std::cout << fill(frame.text("portal.ready"), {{"url", server.url()}, {"file", certificate}})
                  << std::endl;
}

void waitFor(const std::stop_token& stop) {
    std::binary_semaphore asked(0);
    const std::stop_callback wake(stop, [&] { asked.release(); });
    asked.acquire();
}

int serve(const Options& options, const Frame& frame) {
    const StopOnSignal stop;
    const SystemClock clock;
    const auto folder = options.data.empty() ? defaultPortalFolder() : options.data / "portal";
    const auto identity = portal::Identity::loadOrCreate(folder, clock.now());
    const auto ca = trust::TrainingCa::open(options.ca.empty() ? defaultCaFolder() : options.ca);
    portal::Portal portal(portal::around(ca, clock, identity.binding()));
    const portal::Server server(portal, identity, {.address = options.address, .port = options.port});
    announce(options, server, (folder / "portal-cert.pem").string(), frame);
    waitFor(stop.token());
    return kOk;
}

} // namespace

std::filesystem::path defaultPortalFolder() {
    return defaultDataFolder("--data") / "portal";
}

std::filesystem::path defaultPortalCertificate() {
    return defaultPortalFolder() / "portal-cert.pem";
}

void addPortal(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "portal", "portal");
    const auto options = std::make_shared<Options>();
    command->add_option("--port", options->port, frame.text("portal.port"))
        ->check(CLI::Range(0, 65535))
        ->option_text("PORT");
    command->add_option("--address", options->address, frame.text("portal.address"))->option_text("ADDRESS");
    command->add_option("--data", options->data, frame.text("portal.data"))->option_text("DIR");
    command->add_option("--ca", options->ca, frame.text("portal.ca"))->option_text("DIR");
    command->add_flag("--json", options->json, frame.text("portal.json"));
    frame.run(command, [options, &frame] { return serve(*options, frame); });
}

} // namespace kaomado::app
