"""What every endpoint declares, written by hand: `squad routes` must say the same."""

_IMPORT = "choose_file send_example show_preview confirm_import cancel_import show_result"
_STAMPS = {
    "public": {
        "status": "show_health show_readiness",
        "styleguide": "show_styleguide",
        "installing": "show_manifest send_worker show_offline",
        "coaching": "write_offline",
        "notify": "stop_mail",
        "calendar": "send_feed",
        "accounts": "sign_in sign_out use_link",
    },
    "signed_in": {
        "accounts": "edit_settings change_password add_quiet_period remove_quiet_period"
        " end_own_sign_in end_other_sign_ins",
        "notify": "list_notices read_all_notices open_notice choose_mail",
        "calendar": "edit_calendar make_address revoke_address",
        "home": "show_home show_help show_readers put_first_words_away",
        "framework": "show_framework show_opener show_guide show_glossary",
        "programmes": "list_programmes",
        "pairings": "list_pairings",
        "reports": "show_me",
    },
    "manage_accounts": {
        "accounts": "list_accounts show_account choose_invited invite_people list_invited"
        " export_invited invite_person make_reset_link revoke_links disable_account"
        " enable_account end_sign_ins grant_administrator remove_administrator",
    },
    "manage_work": {"notify": "show_work retry_mail retry_mails retry_job"},
    "grant_roles": {
        "programmes": "edit_person_roles edit_programme_roles grant_role remove_role",
    },
    "edit_framework": {
        "framework_drafts": "list_drafts copy_version import_draft export_version show_draft"
        " export_draft show_changes publish_draft discard_draft edit_area edit_milestone"
        " add_milestone remove_milestone edit_sample_set remove_sample_set",
    },
    "create_programme": {"programmes": "create_programme"},
    "see_programme": {"programmes": "show_programme"},
    "manage_programme": {
        "programmes": "edit_programme add_closed_period remove_closed_period",
        "pairings": "archive_programme reopen_programme list_inductions",
        "coaching": "choose_version map_milestones move_framework",
        "nudges": "edit_nudges",
    },
    "find_people": {"people": "list_people show_person"},
    "manage_people": {"people": "add_person edit_person deactivate_person reactivate_person"},
    "import_roster": {"roster_import": f"{_IMPORT} answer_questions"},
    "propose_pairing": {
        "pairings": "propose_pairing",
        "matching": "show_matching run_matching list_left_over propose_pairs change_pair take_out"
        " lock_pair list_pool add_people edit_weights",
    },
    "answer_enrolment": {"matching": "edit_enrolment leave_pool"},
    "see_pairing": {
        "pairings": "show_pairing end_pairing",
        "coaching": "list_sessions",
        "nudges": "show_sent",
    },
    "answer_proposal": {"pairings": "accept_pairing decline_pairing"},
    "steer_pairing": {
        "pairings": "withdraw_pairing pause_pairing resume_pairing complete_pairing hand_over",
        "nudges": "list_calls note_call",
    },
    "keep_record": {
        "mentoring": "show_record edit_hours say_confidence add_lesson edit_lesson remove_lesson"
        " choose_certificate send_certificate"
    },
    "do_induction": {"pairings": "do_induction"},
    "call_coordinator": {"pairings": "say_fit ask_to_stop raise_concern"},
    "read_calls": {"pairings": "settle_fit settle_concern"},
    "read_agreement": {"pairings": "show_agreement show_agreement_version"},
    "write_agreement": {"pairings": "edit_agreement sign_agreement"},
    "import_pairings": {"pairings_import": _IMPORT},
    "log_session": {
        "coaching": "log_session save_draft forget_draft open_kept void_session renew_code"
    },
    "read_sessions": {
        "coaching": "show_saved show_session show_path prepare_session list_earlier_notes"
    },
    "add_to_session": {"coaching": "edit_session call_off_session tick_next_step"},
    "book_sessions": {
        "coaching": "plan_session",
        "calendar": "show_times offer_times take_time withdraw_offer",
    },
    "state_milestone": {
        "coaching": "list_milestones show_milestone withdraw_observation list_rechecks"
        " recheck_milestone show_retention show_kept"
        " back_observation send_backing withdraw_backing"
    },
    "share_notes": {"pairings": "share_notes"},
    "name_delegate": {"pairings": "name_delegate remove_delegate"},
    "say_kept": {"coaching": "say_kept share_kept"},
    "answer_milestone": {"coaching": "answer_observation enter_code close_together"},
    "rate_fluency": {"coaching": "show_ratings rate_fluency"},
    "offer_second_look": {"coaching": "offer_second_look withdraw_second_look"},
    "give_second_look": {"coaching": "list_second_looks show_second_look decline_second_look"},
    "read_brought": {"coaching": "show_brought"},
    "say_brought": {"coaching": "say_brought share_brought withdraw_brought"},
    "read_drills": {"drills": "list_drills show_sheet show_kept"},
    "play_drill": {"drills": "start_drill play_drill throw_away keep_run withdraw_run"},
    "look_at_drill": {"drills": "say_seen state_milestone"},
    "enter_room": {"room": "show_room list_tips list_mentors"},
    "share_in_room": {"room": "share_tip choose_shown log_huddle show_huddle"},
    "change_tip": {"room": "edit_tip"},
    "remove_tip": {"room": "remove_tip"},
    "import_sessions": {"sessions_import": f"{_IMPORT} choose_own_file send_own_example"},
    "read_cohort": {
        "reports": "show_cohort export_cohort export_cohort_document show_groups compare_programmes"
        " show_ratings export_table choose_columns ask_documents show_documents take_documents"
        " stop_documents keep_view open_view choose_monthly"
    },
    "change_view": {"reports": "edit_view remove_view"},
    "read_report": {
        "reports": "show_mentee export_mentee export_mentee_document show_trace export_trace"
    },
    "read_own_receipts": {"reports": "show_hr_view show_hr_trace"},
}
STAMPS = {"static_file": "public"} | {
    f"{slice_}.{view}": access
    for access, slices in _STAMPS.items()
    for slice_, views in slices.items()
    for view in views.split()
}
