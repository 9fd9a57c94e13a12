"""Every column follows from others, and is checked, or records what was said or done."""

import squad.models  # noqa: F401  fills the metadata
from squad.db.base import Base
from squad.privacy.check import DERIVED

# A new column stands here if nothing else could tell it, else in DERIVED, whose every column a
# test alters and expects `squad check` to name.
RECORDED = {
    "account_links": "id account_id kind nonce created_at created_by expires_at used_at revoked_at",
    "accounts": (
        "id person_id password_hash administrator created_at accepted_at disabled_at last_seen_at"
    ),
    "agreement_purposes": "id agreement_version_id position kind sign_of_success value_at_start",
    "agreement_set_asides": "id agreement_version_id milestone_code reason",
    "agreement_versions": (
        "id pairing_id number drafted_by drafted_at mentor_signed_at mentee_signed_at "
        "happened_on target_purpose target_presence target_listening target_publishing "
        "target_conversing target_care networks communities cadence_days place booked_by "
        "out_of_bounds ask_before_publishing imported"
    ),
    "answers": "id observation_id sequence kind happened_on known_at by_id words imported",
    "attainments": "mentee_id programme_id milestone_code",
    "audit_events": "id happened_at name actor_id details",
    "backing_parts": "backing_id position content",
    "backings": (
        "id observation_id pairing_id kind link size happened_on known_at by_id withdrawn_at "
        "withdrawn_by_id"
    ),
    "batch_documents": "batch_id position mentee_id left_out size content",
    "brought": (
        "id pairing_id moment number purpose_id answer value_now words happened_on known_at by_id"
    ),
    "brought_shares": (
        "id brought_id kind answer value_at_start value_now words happened_on known_at withdrawn_at"
    ),
    "close_codes": "id coaching_session_id pairing_id code made_at expires_at used_at",
    "closed_periods": "id programme_id starts_on ends_on known_at removed_at",
    "coaching_session_versions": (
        "id coaching_session_id pairing_id number known_at by_id state held_on minutes "
        "preparation_minutes travel_minutes cancelled_by voided words"
    ),
    "coaching_sessions": (
        "id pairing_id starts_at medium notice reason note links logged_by known_at logged_at "
        "imported import_key huddle version"
    ),
    "column_choices": "person_id table_code codes",
    "document_batches": (
        "id programme_id by_id language as_of state job_id asked_at ended_at expires_at"
    ),
    "concerns": "id pairing_id side words said_at settled_at settled_by_id",
    "drafts": "person_id pairing_id fields saved_at",
    "drill_runs": (
        "id pairing_id framework_version_id drill state minute answers own said kept_on "
        "saved_at version"
    ),
    "drill_statements": "run_id observation_id",
    "enrolments": (
        "id programme_id person_id side strengths purposes networks languages hours capacity site "
        "temperament added_at added_by answered_at answered_by left_at version"
    ),
    "failed_sign_ins": "id name_hash address_hash tried_at",
    "fit_answers": (
        "id pairing_id side number answer happened_on known_at settled_at settled_by_id"
    ),
    "first_words": "person_id part put_away_at",
    "framework_drafts": (
        "id base_version_id document created_at created_by changed_at changed_by version"
    ),
    "framework_moves": (
        "id programme_id number from_version_id to_version_id mapping happened_on known_at by_id"
    ),
    "framework_versions": "id code digest document loaded_at",
    "agreed_hours": "person_id programme_id hours per version",
    "confidences": "person_id programme_id moment levels said_on",
    "lessons": "id person_id programme_id words written_on version",
    "inductions": "person_id programme_id ticked done_at",
    "jobs": (
        "id name key payload by_id state due_at worker attempt tries done total failure asked_at "
        "ended_at"
    ),
    "nudge_calls": "id pairing_id rule outcome happened_on known_at by_id",
    "nudge_rules": "programme_id rule is_on after_days writes_to voice",
    "nudge_tables": "programme_id sponsor_id a_week from_hour until_hour version",
    "nudges": "id pairing_id person_id side rule about number voice sent_at",
    "kept_views": (
        "id programme_id by_id name function site state silent sort shown_day fixed_on kept_at "
        "version"
    ),
    "ledger_pages": "programme_id mentee_id",
    "ledger_parts": "programme_id person_id part",
    # What a draft says was true when it was made; publishing judges anew.
    "match_drafts": "programme_id made_at made_by version",
    "match_left_overs": "programme_id person_id side reasons",
    "match_pairs": "id programme_id mentor_id mentee_id score reasons locked problem",
    "match_weights": (
        "programme_id strengths networks function site temperament site_wish version"
    ),
    "mail_refusals": "person_id kind refused_at",
    "mails": (
        "id person_id address language kind thing params message_id state due_at attempts failure "
        "asked_at ended_at"
    ),
    "monthly_readers": "programme_id person_id asked_at",
    "next_steps": "id coaching_session_id pairing_id owner words due_on done_at removed_at",
    "notices": "id person_id kind thing params happened_at read_at",
    "observations": (
        "id pairing_id mentee_id programme_id milestone_code autonomy evidence drill "
        "happened_on known_at stated_by side coaching_session_id before corrects_id words "
        "withdrawn_at imported last_answer_on"
    ),
    "pairing_summaries": "pairing_id",
    "pairing_transitions": "id pairing_id from_state to_state happened_on known_at by_id reason",
    "pairings": (
        "id programme_id mentor_id mentee_id proposed_by expires_on mentor_accepted_at "
        "mentee_accepted_at end_reason imported version"
    ),
    "people": (
        "id employee_id name list_name email language function level site time_zone manager_id "
        "active version created_at"
    ),
    "programme_archivings": "id programme_id archived happened_on known_at by_id",
    "programme_versions": (
        "id programme_id known_at planned_sessions minutes cadence_days overdue_amber_days "
        "overdue_red_days closing_offer_days"
    ),
    "programmes": (
        "id code name starts_on ends_on time_zone framework_version_id reading_mode "
        "ratings_in_groups weeks target_purpose target_presence target_listening "
        "target_publishing target_conversing target_care proposal_working_days boss_distance "
        "created_at first_accepted_at version"
    ),
    "progress": "mentee_id programme_id",
    "quiet_periods": "id person_id starts_on ends_on known_at removed_at",
    "ratings": "id pairing_id moment side number area level words happened_on known_at by_id",
    "receipts": "id mentee_id programme_id reader_id opened_as what opened_at",
    "retention_answers": "id pairing_id milestone_code number said happened_on known_at by_id",
    "retention_shares": "id pairing_id number no_longer happened_on known_at by_id",
    "role_grants": "id person_id programme_id role granted_at granted_by removed_at",
    "second_look_answers": "id second_look_id number verdict words happened_on known_at by_id",
    "second_looks": (
        "id pairing_id milestone_code asked_id happened_on known_at purposes signs place state "
        "closed_at"
    ),
    "sent_forms": "id person_id action key body_hash made sent_at",
    "sign_ins": "id account_id token_hash created_at last_seen_at expires_at ended_at device",
    "silent_times": "programme_id mentee_id from_on",
    "spans": "id mentee_id programme_id",
    "standings": "programme_id mentee_id",
    "tallies": "programme_id measure on",
    "calendars": "person_id title token_hash made_at",
    "old_notes": (
        "pairing_id to_pairing_id asked_at mentee_answer mentee_answered_at mentor_answer "
        "mentor_answered_at"
    ),
    "delegations": "id mentee_id delegate_id named_at removed_at",
    "time_offers": "id pairing_id side by_id offered_at closed_at outcome taken",
    "offered_times": "offer_id number starts_at",
    "tips": "id programme_id by_id area words shared_at changed_at version",
    "room_cards": "programme_id person_id places strengths chosen_at",
    "waiting_uploads": (
        "id person_id purpose programme_id file_name content choices uploaded_at expires_at "
        "settled_at outcome"
    ),
}


def test_every_column_is_recorded_or_derived_and_checked():
    columns = {t.name: {c.name for c in t.columns} for t in Base.metadata.sorted_tables}
    recorded = {table: set(names.split()) for table, names in RECORDED.items()}
    listed = {t: recorded.get(t, set()) | set(DERIVED.get(t, ())) for t in recorded | DERIVED}
    assert listed == columns


def test_no_column_is_both():
    for table, names in DERIVED.items():
        assert not set(names) & set(RECORDED[table].split()), table


def test_a_table_that_calls_itself_derived_records_nothing_but_its_keys():
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if mapper.class_.__doc__.startswith("Derived:"):
            keys = {c.name for c in table.columns if c.primary_key or c.foreign_keys}
            assert set(RECORDED[table.name].split()) == keys, table.name
