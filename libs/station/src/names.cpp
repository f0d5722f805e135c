// SPDX-License-Identifier: Apache-2.0
#include "kaomado/station/run.hpp"

#include <array>

namespace kaomado::station {

std::string_view nameOf(State state) {
    constexpr std::array<std::string_view, 27> kNames{"out_of_service", "idle",
                                                      "card_detected",  "code_entry",
                                                      "code_doubtful",  "photo_read",
                                                      "method_select",  "face_capture",
                                                      "face_match",     "face_retry",
                                                      "pin_entry",      "visual_requested",
                                                      "visual_decide",  "card_auth",
                                                      "cert_check",     "eligibility",
                                                      "register_offer", "consent",
                                                      "deliver",        "remove_card",
                                                      "outage",         "record_four_items",
                                                      "help",           "card_error",
                                                      "cert_rejected",  "identity_refused",
                                                      "cancelled"};
    return kNames.at(static_cast<std::size_t>(state));
}

std::string_view nameOf(Method method) {
    constexpr std::array<std::string_view, 3> kNames{"face", "pin", "visual"};
    return kNames.at(static_cast<std::size_t>(method));
}

std::string_view nameOf(Notice notice) {
    constexpr std::array<std::string_view, 37> kNames{"none",
                                                      "take_out_of_cover",
                                                      "not_my_number_card",
                                                      "not_genuine",
                                                      "face_items_locked",
                                                      "turn_over",
                                                      "retype_code",
                                                      "few_tries_left",
                                                      "no_photo",
                                                      "photo_too_poor",
                                                      "more_light",
                                                      "take_off_mask",
                                                      "one_person_only",
                                                      "face_not_seen",
                                                      "come_closer",
                                                      "hold_still",
                                                      "not_the_same_face",
                                                      "not_alive",
                                                      "camera_missing",
                                                      "works_by_face",
                                                      "pin_wrong",
                                                      "pin_blocked",
                                                      "staff_on_the_way",
                                                      "please_wait",
                                                      "staff_refused",
                                                      "certificate_ending",
                                                      "certificate_in_grace",
                                                      "certificate_ended",
                                                      "certificate_revoked",
                                                      "service_silent",
                                                      "not_registered",
                                                      "ask_insurer",
                                                      "delivery_failed",
                                                      "still_there",
                                                      "touch_to_go_on",
                                                      "took_too_long",
                                                      "card_taken"};
    return kNames.at(static_cast<std::size_t>(notice));
}

std::string_view nameOf(Effect effect) {
    constexpr std::array<std::string_view, 16> kNames{
        "read_photo",      "start_camera",   "stop_camera",         "compare",
        "call_staff",      "make_card_sign", "check_certificate",   "ask_eligibility",
        "register",        "store_consent",  "mark_undelivered",    "write_result",
        "note_four_items", "raise_alarm",    "sound_until_removed", "wipe_run"};
    return kNames.at(static_cast<std::size_t>(effect));
}

} // namespace kaomado::station
