// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server_rig.hpp"

namespace kaomado::test {

/// A clerk at the first virtual reader, and the case before him.
class CounterDesk {
public:
    explicit CounterDesk(server::CounterServer& server) : clerk(server) { clerk.as("madoguchi"); }

    void place(const json& card) {
        EXPECT_EQ(clerk.post("/v1/training/readers/virtual-1/card", {{"card", card}}).status, 200U);
    }
    void trouble(const json& what) {
        EXPECT_EQ(clerk.post("/v1/training/readers/virtual-1/troubles", what).status, 200U);
    }
    std::string open(const std::string& procedure, const json& facts) {
        const Reply opened = clerk.post("/v1/cases", {{"procedure", procedure}, {"facts", facts}});
        EXPECT_EQ(opened.status, 201U) << opened.text;
        id = opened.body.at("case").at("id");
        return id;
    }
    std::string path(const std::string& below) const { return "/v1/cases/" + id + "/" + below; }
    Reply post(const std::string& below, const json& body) { return clerk.post(path(below), body); }
    Reply step(const std::string& name, const json& facts = json::object()) {
        return post("steps/" + name, {{"facts", facts}});
    }
    void must(const std::string& name, const json& facts = json::object()) {
        const Reply done = step(name, facts);
        ASSERT_EQ(done.status, 200U) << name << ": " << done.text.substr(0, 600);
        EXPECT_EQ(done.body.at("outcome"), "done") << name;
    }
    json look() { return clerk.get("/v1/cases/" + id).body; }
    json next() { return look().at("next"); }

    /// ④ with all in order, up to and with the revocation of the signature certificate.
    void receive() {
        post("facts", {{"facts", {{"ins_registered", true}, {"services_acknowledged", true}}}});
        post("documents", {{"document", "F04_no_pin_application"},
                           {"attributes",
                            {{"signed", true},
                             {"includes_delegation", false},
                             {"name_printed", false},
                             {"sealed", false}}}});
        EXPECT_EQ(post("card", json::object()).status, 200U);
        must("S01_accept");
        must("S02_documents");
        must("S03_identity", {{"identity_level", "certificate_issue"}});
        must("S05_check_field", {{"lines_used", 0}});
        must("S04_check_user_cert");
        must("S14_confirm_status");
        must("S07_revoke_sig");
    }
    void lockAndHandOver() {
        must("S16_lock");
        must("S17_confirm_lock", {{"names_confirmed", true}});
        must("S18_endorse", {{"entry_place", "endorsement_field"},
                             {"entry_wording", "face_auth_only"},
                             {"entry_line", 1},
                             {"entry_method", "printer"}});
        must("S23_hand_over");
    }

    Browser clerk;
    std::string id;
};

} // namespace kaomado::test
