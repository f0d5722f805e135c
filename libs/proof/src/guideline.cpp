// SPDX-License-Identifier: Apache-2.0
#include "guideline.hpp"

#include <algorithm>

namespace kaomado::proof {

namespace {
using Unless = OrderRow::Unless;
using Names = std::vector<std::string_view>;
const Names kNew{"P01", "P01R", "P02"};
const Names kNewAndCertificate{"P01", "P01R", "P02", "P03", "P03R"};
const Names kSetting{"P01", "P01R", "P02", "P03", "P03R", "P04", "P04R"};
const Names kSwitch{"P04", "P04R"};
const Names kBack{"P05", "P05R"};
const Names kFace{"P06", "P06R"};
const Names kRenewal{"P07", "P07R"};
} // namespace

const std::vector<OrderRow>& guidelineOrder() {
    static const std::vector<OrderRow> kRows{
        {{"S02_documents", "S03_identity"}, {"*"}, {}, Unless::Never, "R-PROC-04"},
        {{"S05_check_field"},
         {"S06_discard_sig", "S07_revoke_sig", "S08_issue_user_cert", "S10_set_provisional", "S11_init_pin",
          "S12_set_random"},
         {"P03", "P03R", "P04", "P04R", "P06", "P06R"},
         Unless::Never,
         "R-PROC-05"},
        {{"S04_check_user_cert"},
         {"S07_revoke_sig", "S15_insurance", "S16_lock"},
         kSwitch,
         Unless::Never,
         "R-P04-06"},
        {{"S06_discard_sig|S07_revoke_sig"}, {"S16_lock"}, kSetting, Unless::NoSignature, "R-SET-01"},
        {{"S06_discard_sig|S07_revoke_sig"},
         {"S10_set_provisional", "S12_set_random"},
         kNewAndCertificate,
         Unless::NoSignature,
         "R-SET-01"},
        {{"S10_set_provisional|S12_set_random"}, {"S13_issue_process"}, kNew, Unless::Never, "R-SET-06"},
        {{"S13_issue_process"}, {"S14_confirm_status"}, kNew, Unless::Never, "R-SET-06"},
        {{"S14_confirm_status"}, {"S15_insurance"}, {"P01", "P02", "P03", "P04"}, Unless::Never, "R-INS-06"},
        {{"S14_confirm_status"}, {"S16_lock"}, {}, Unless::Never, "R-SET-11"},
        {{"S15_insurance"}, {"S16_lock"}, {"P01", "P02", "P03", "P04"}, Unless::NoInsurance, "R-SET-13"},
        {{"S16_lock"}, {"S17_confirm_lock"}, {}, Unless::Never, "R-LOCK-07"},
        {{"S17_confirm_lock"},
         {"S18_endorse", "S27_mark_case", "S23_hand_over", "S24_mail"},
         {},
         Unless::Never,
         "R-SET-08"},
        {{"S18_endorse"}, {"S23_hand_over", "S24_mail"}, kSetting, Unless::MarkedOnCase, "R-CARD-13"},
        {{"S11_init_pin"}, {"S12_set_random"}, kFace, Unless::Never, "R-P06-02"},
        {{"S11_init_pin"}, {"S12_set_random"}, kRenewal, Unless::Never, "R-P07-02"},
        {{"S12_set_random#1"}, {"S22_face_update"}, kFace, Unless::Never, "R-P06-02"},
        {{"S12_set_random#1"}, {"S09_reissue_user_cert"}, kRenewal, Unless::Never, "R-P07-02"},
        {{"S09_reissue_user_cert"}, {"S12_set_random#2"}, kRenewal, Unless::Never, "R-P07-03"},
        {{"S22_face_update"}, {"S16_lock"}, kFace, Unless::Never, "R-P06-02"},
        {{"S11_init_pin"}, {"S20_reset_pin"}, kBack, Unless::Never, "R-UNS-03"},
        {{"S20_reset_pin"}, {"S19_strike"}, kBack, Unless::Never, "R-UNS-03"},
        {{"S19_strike"}, {"S21_load_sig", "S23_hand_over"}, kBack, Unless::NotOnFace, "R-UNS-06"}};
    return kRows;
}

const std::vector<AnswerRow>& guidelineAnswers() {
    static const std::vector<AnswerRow> kRows{
        {"S03_identity", "identity_level", "lower", {}, "R-PROC-06"},
        {"S03_identity", "representative_identified", "no", {}, "R-PROC-16"},
        {"S11_init_pin", "work_place", "elsewhere", {}, "R-UNS-03"},
        {"S14_confirm_status", "operating_status", "not_in_operation", {}, "R-SET-12"},
        {"S16_lock", "operating_status", "not_in_operation", {}, "R-SET-12"},
        {"S15_insurance", "applicant_present", "no", {"P01", "P03", "P04"}, "R-INS-03"},
        {"S17_confirm_lock", "names_confirmed", "no", {}, "R-LOCK-07"},
        {"S18_endorse", "entry_place", "card_case", {}, "R-END-17"},
        {"S18_endorse", "entry_place", "beside_field", {}, "R-END-06"},
        {"S18_endorse", "entry_place", "sticker_on_card", {}, "R-END-06"},
        {"S18_endorse", "entry_wording", "other_wording", {}, "R-END-05"},
        {"S19_strike", "strike_treatment", "erased", {}, "R-UNS-04"},
        {"S19_strike", "strike_treatment", "covered", {}, "R-UNS-04"},
        {"S20_reset_pin", "pin_chosen_by", "staff_random", {}, "R-UNS-08"},
        {"S20_reset_pin", "pin_chosen_by", "resident", {"P05R"}, "R-P05-05"}};
    return kRows;
}

const std::vector<PaperRow>& guidelinePapers() {
    static const std::vector<PaperRow> kRows{
        {"P01", {"F02_issuance_notice|F04_no_pin_application"}},
        {"P01R", {"F02_issuance_notice"}},
        {"P02", {"F01_issue_application", "F03_pin_setting_request"}},
        {"P03", {"F06_certificate_application"}},
        {"P03R", {"F06_certificate_application", "F07_inquiry_response"}},
        {"P04", {"F04_no_pin_application"}},
        {"P04R", {"F04_no_pin_application"}}, // F08 may be the same sheet (R-P04-05)
        {"P05", {"F09_pin_reset_application"}},
        {"P05R", {"F09_pin_reset_application", "F07P_inquiry_response_pin"}},
        {"P06", {"F12_face_item_change|F13_move_notification"}},
        {"P06R", {"F12_face_item_change|F13_move_notification"}},
        {"P07", {"F06_certificate_application"}},
        {"P07R", {"F06_certificate_application", "F07_inquiry_response"}}};
    return kRows;
}

const std::vector<GoalRow>& guidelineGoals() {
    static const std::vector<GoalRow> kRows{
        {"P01", Goal::FaceAuth},     {"P01R", Goal::FaceAuth},     {"P02", Goal::FaceAuth},
        {"P03", Goal::FaceAuth},     {"P03R", Goal::FaceAuth},     {"P04", Goal::FaceAuth},
        {"P04R", Goal::FaceAuth},    {"P05", Goal::Normal},        {"P05R", Goal::Normal},
        {"P06", Goal::FaceAuthKept}, {"P06R", Goal::FaceAuthKept}, {"P07", Goal::FaceAuth},
        {"P07R", Goal::FaceAuth}};
    return kRows;
}

std::optional<Goal> goalOf(std::string_view procedure) {
    const auto row = std::ranges::find(guidelineGoals(), procedure, &GoalRow::procedure);
    return row == guidelineGoals().end() ? std::nullopt : std::optional(row->goal);
}

} // namespace kaomado::proof
