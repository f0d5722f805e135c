// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

namespace kaomado::app {

// A new subcommand x: x.cpp with addX, texts/x.json (kaomado_embed in CMakeLists.txt, listed in texts.cpp), a
// line here and one in addCommands, in the order in which --help lists them.

void addAudit(CLI::App& app, Frame& frame);
void addCard(CLI::App& app, Frame& frame);
void addChoose(CLI::App& app, Frame& frame);
void addDb(CLI::App& app, Frame& frame);
void addDoctor(CLI::App& app, Frame& frame);
void addDue(CLI::App& app, Frame& frame);
void addEndorse(CLI::App& app, Frame& frame);
void addForm(CLI::App& app, Frame& frame);
void addPortal(CLI::App& app, Frame& frame);
void addReconcile(CLI::App& app, Frame& frame);
void addRehearse(CLI::App& app, Frame& frame);
void addSync(CLI::App& app, Frame& frame);
void addRulebook(CLI::App& app, Frame& frame);
void addServe(CLI::App& app, Frame& frame);

inline void addCommands(CLI::App& app, Frame& frame) {
    addServe(app, frame);
    addCard(app, frame);
    addChoose(app, frame);
    addRehearse(app, frame);
    addForm(app, frame);
    addEndorse(app, frame);
    addPortal(app, frame);
    addRulebook(app, frame);
    addReconcile(app, frame);
    addDue(app, frame);
    addAudit(app, frame);
    addDb(app, frame);
    addDoctor(app, frame);
    addSync(app, frame);
}

} // namespace kaomado::app
