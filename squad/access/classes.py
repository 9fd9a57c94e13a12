"""The class of every column: who may ever read it. A column that is not listed fails a test.

pair: the two of the pairing. programme: and the coordinator. hr: and HR viewers.
own: whoever it is about, nobody else.
call: who of the two wrote it and the programme's coordinators, never the other one, nor HR.
account: the person, administrators, coordinators; a name, function or site also wherever its row
may be read. none: says nothing about a person by itself.
"""

from collections.abc import Mapping
from enum import StrEnum


class DataClass(StrEnum):
    """Who may read a column."""

    PAIR = "pair"
    PROGRAMME = "programme"
    HR = "hr"
    OWN = "own"
    CALL = "call"
    ACCOUNT = "account"
    NONE = "none"


_TABLES: Mapping[str, Mapping[DataClass, str]] = {
    "people": {
        DataClass.ACCOUNT: "employee_id name list_name sort_key email language function level site"
        " time_zone manager_id active",
        DataClass.NONE: "id version created_at",
    },
    "quiet_periods": {
        DataClass.PROGRAMME: "person_id starts_on ends_on known_at removed_at",
        DataClass.NONE: "id",
    },
    "accounts": {
        DataClass.ACCOUNT: "person_id password_hash administrator created_at accepted_at"
        " disabled_at last_seen_at",
        DataClass.NONE: "id",
    },
    "account_links": {
        DataClass.ACCOUNT: "account_id kind nonce created_at created_by expires_at used_at"
        " revoked_at",
        DataClass.NONE: "id",
    },
    "sign_ins": {
        DataClass.ACCOUNT: "account_id token_hash created_at last_seen_at expires_at ended_at"
        " device",
        DataClass.NONE: "id",
    },
    "first_words": {DataClass.ACCOUNT: "person_id part put_away_at"},
    "column_choices": {DataClass.ACCOUNT: "person_id table_code codes"},
    "failed_sign_ins": {
        DataClass.ACCOUNT: "name_hash address_hash tried_at",
        DataClass.NONE: "id",
    },
    "sent_forms": {
        DataClass.ACCOUNT: "person_id action key body_hash made sent_at",
        DataClass.NONE: "id",
    },
    "audit_events": {
        DataClass.ACCOUNT: "happened_at name actor_id details",
        DataClass.NONE: "id",
    },
    "receipts": {
        DataClass.ACCOUNT: "mentee_id programme_id reader_id opened_as what opened_at",
        DataClass.NONE: "id",
    },
    "waiting_uploads": {
        DataClass.ACCOUNT: "person_id purpose programme_id choices uploaded_at expires_at"
        " settled_at outcome",
        DataClass.PAIR: "file_name content",
        DataClass.NONE: "id",
    },
    "document_batches": {
        DataClass.ACCOUNT: "by_id asked_at ended_at",
        DataClass.NONE: "id programme_id language as_of state job_id expires_at",
    },
    "batch_documents": {
        DataClass.HR: "mentee_id left_out size content",
        DataClass.NONE: "batch_id position",
    },
    # Of the programme's mentors and coordinators alone: no mentee is one of the readers.
    "tips": {
        DataClass.PROGRAMME: "programme_id by_id area words searched shared_at changed_at",
        DataClass.NONE: "id version",
    },
    "room_cards": {DataClass.PROGRAMME: "programme_id person_id places strengths chosen_at"},
    "kept_views": {
        DataClass.HR: "name",
        DataClass.ACCOUNT: "by_id kept_at",
        DataClass.NONE: "id programme_id function site state silent sort shown_day fixed_on"
        " version",
    },
    "jobs": {
        DataClass.ACCOUNT: "payload by_id key",
        DataClass.NONE: "id name state due_at worker attempt tries done total failure asked_at"
        " ended_at",
    },
    "notices": {
        DataClass.ACCOUNT: "person_id kind thing params happened_at read_at",
        DataClass.NONE: "id",
    },
    "mails": {
        DataClass.ACCOUNT: "person_id address language kind thing params message_id asked_at"
        " ended_at",
        DataClass.NONE: "id state due_at attempts failure",
    },
    "mail_refusals": {DataClass.ACCOUNT: "person_id kind refused_at"},
    "monthly_readers": {DataClass.ACCOUNT: "programme_id person_id asked_at"},
    "framework_versions": {DataClass.NONE: "id code digest document loaded_at"},
    "framework_drafts": {
        DataClass.ACCOUNT: "created_at created_by changed_at changed_by",
        DataClass.NONE: "id base_version_id document version",
    },
    "programmes": {
        DataClass.NONE: "id code name starts_on ends_on time_zone framework_version_id reading_mode"
        " ratings_in_groups planned_sessions minutes cadence_days weeks target_purpose"
        " target_presence target_listening target_publishing target_conversing target_care"
        " overdue_amber_days overdue_red_days closing_offer_days proposal_working_days"
        " boss_distance created_at first_accepted_at archived_on framework_moves version",
    },
    "programme_archivings": {
        DataClass.ACCOUNT: "by_id",
        DataClass.NONE: "id programme_id archived happened_on known_at",
    },
    "framework_moves": {
        DataClass.ACCOUNT: "by_id",
        DataClass.NONE: "id programme_id number from_version_id to_version_id mapping happened_on"
        " known_at",
    },
    "programme_versions": {
        DataClass.NONE: "id programme_id known_at planned_sessions minutes cadence_days"
        " overdue_amber_days overdue_red_days closing_offer_days",
    },
    "closed_periods": {DataClass.NONE: "id programme_id starts_on ends_on known_at removed_at"},
    "role_grants": {
        DataClass.ACCOUNT: "person_id programme_id role granted_at granted_by removed_at",
        DataClass.NONE: "id",
    },
    "enrolments": {
        DataClass.PROGRAMME: "programme_id person_id side strengths purposes networks languages"
        " hours capacity site temperament added_at added_by answered_at answered_by left_at",
        DataClass.NONE: "id version",
    },
    "match_weights": {
        DataClass.NONE: "programme_id strengths networks function site temperament site_wish"
        " version",
    },
    "match_drafts": {
        DataClass.ACCOUNT: "made_at made_by",
        DataClass.NONE: "programme_id version",
    },
    "match_pairs": {
        DataClass.PROGRAMME: "programme_id mentor_id mentee_id score reasons locked problem",
        DataClass.NONE: "id",
    },
    "match_left_overs": {DataClass.PROGRAMME: "programme_id person_id side reasons"},
    "pairings": {
        DataClass.HR: "programme_id mentor_id mentee_id state accepted_on ended_on imported",
        DataClass.PROGRAMME: "proposed_by expires_on mentor_accepted_at mentee_accepted_at"
        " end_reason",
        DataClass.NONE: "id version",
    },
    "pairing_transitions": {
        DataClass.HR: "pairing_id from_state to_state happened_on known_at",
        DataClass.PROGRAMME: "by_id reason",
        DataClass.NONE: "id",
    },
    "pairing_summaries": {
        DataClass.HR: "pairing_id held_sessions held_minutes other_minutes last_held_on to_confirm",
        DataClass.PROGRAMME: "planned broken_rules",
    },
    # Of the two, only who said it reads it: no page shows the other one's.
    "fit_answers": {
        DataClass.PROGRAMME: "pairing_id side number answer happened_on known_at settled_at"
        " settled_by_id",
        DataClass.NONE: "id",
    },
    "concerns": {
        DataClass.CALL: "pairing_id side words said_at settled_at settled_by_id",
        DataClass.NONE: "id",
    },
    "inductions": {
        DataClass.PROGRAMME: "person_id programme_id done_at",
        DataClass.OWN: "ticked",
    },
    "agreed_hours": {
        DataClass.OWN: "person_id programme_id hours per",
        DataClass.NONE: "version",
    },
    "lessons": {
        DataClass.OWN: "person_id programme_id words written_on",
        DataClass.NONE: "id version",
    },
    "confidences": {DataClass.OWN: "person_id programme_id moment levels said_on"},
    "delegations": {
        DataClass.PROGRAMME: "mentee_id delegate_id named_at removed_at",
        DataClass.NONE: "id",
    },
    # Of the two, each reads their own answer alone; encrypted, as no page shows the other one's.
    "old_notes": {
        DataClass.PROGRAMME: "pairing_id to_pairing_id asked_at mentee_answered_at"
        " mentor_answered_at",
        DataClass.PAIR: "mentee_answer mentor_answer",
    },
    "agreement_versions": {
        DataClass.HR: "pairing_id number in_force_at happened_on target_purpose target_presence"
        " target_listening target_publishing target_conversing target_care cadence_days imported",
        DataClass.PROGRAMME: "drafted_by drafted_at mentor_signed_at mentee_signed_at networks"
        " booked_by",
        DataClass.PAIR: "communities place out_of_bounds ask_before_publishing",
        DataClass.NONE: "id",
    },
    "agreement_purposes": {
        DataClass.HR: "agreement_version_id position kind",
        DataClass.PAIR: "sign_of_success value_at_start",
        DataClass.NONE: "id",
    },
    "agreement_set_asides": {
        DataClass.HR: "agreement_version_id milestone_code",
        DataClass.PAIR: "reason",
        DataClass.NONE: "id",
    },
    "coaching_sessions": {
        DataClass.HR: "pairing_id minutes preparation_minutes travel_minutes imported",
        DataClass.PROGRAMME: "state held_on starts_at medium cancelled_by notice reason moves"
        " logged_by known_at logged_at voided_at huddle",
        DataClass.PAIR: "note links",
        DataClass.NONE: "id import_key version",
    },
    "coaching_session_versions": {
        DataClass.PROGRAMME: "coaching_session_id pairing_id number known_at by_id state held_on"
        " minutes preparation_minutes travel_minutes cancelled_by voided",
        DataClass.PAIR: "words",
        DataClass.NONE: "id",
    },
    "next_steps": {
        DataClass.PROGRAMME: "coaching_session_id pairing_id owner due_on done_at removed_at",
        DataClass.PAIR: "words",
        DataClass.NONE: "id",
    },
    "drafts": {
        DataClass.PROGRAMME: "person_id pairing_id saved_at",
        DataClass.PAIR: "fields",
    },
    "close_codes": {
        DataClass.PROGRAMME: "coaching_session_id pairing_id code made_at expires_at used_at",
        DataClass.NONE: "id",
    },
    "time_offers": {
        DataClass.PROGRAMME: "pairing_id side by_id offered_at closed_at outcome taken",
        DataClass.NONE: "id",
    },
    "offered_times": {
        DataClass.PROGRAMME: "offer_id starts_at",
        DataClass.NONE: "number",
    },
    "calendars": {DataClass.ACCOUNT: "person_id title token_hash made_at"},
    "observations": {
        DataClass.HR: "pairing_id mentee_id programme_id milestone_code autonomy evidence drill"
        " happened_on known_at side before imported",
        DataClass.PROGRAMME: "stated_by coaching_session_id corrects_id withdrawn_at"
        " last_answer_on dropped",
        DataClass.PAIR: "words",
        DataClass.NONE: "id",
    },
    "answers": {
        DataClass.PROGRAMME: "observation_id sequence kind happened_on known_at by_id imported",
        DataClass.PAIR: "words",
        DataClass.NONE: "id",
    },
    "backings": {
        DataClass.PROGRAMME: "observation_id pairing_id kind size happened_on known_at by_id"
        " withdrawn_at withdrawn_by_id",
        DataClass.PAIR: "link",
        DataClass.NONE: "id",
    },
    "backing_parts": {
        DataClass.PAIR: "content",
        DataClass.NONE: "backing_id position",
    },
    "ratings": {
        DataClass.PROGRAMME: "pairing_id moment side number area happened_on known_at by_id",
        DataClass.PAIR: "level words",
        DataClass.NONE: "id",
    },
    "retention_answers": {
        DataClass.PROGRAMME: "pairing_id milestone_code number happened_on known_at by_id",
        DataClass.PAIR: "said",
        DataClass.NONE: "id",
    },
    "retention_shares": {
        DataClass.HR: "pairing_id number no_longer happened_on known_at",
        DataClass.PROGRAMME: "by_id",
        DataClass.NONE: "id",
    },
    # The one asked reads these as well, as long as they may answer; then what they wrote alone.
    "second_looks": {
        DataClass.HR: "purposes",
        DataClass.PROGRAMME: "pairing_id milestone_code asked_id happened_on known_at state"
        " closed_at",
        DataClass.PAIR: "signs place",
        DataClass.NONE: "id",
    },
    "second_look_answers": {
        DataClass.PROGRAMME: "second_look_id number happened_on known_at by_id",
        DataClass.PAIR: "verdict words",
        DataClass.NONE: "id",
    },
    "brought": {
        DataClass.PROGRAMME: "pairing_id moment number purpose_id happened_on known_at by_id",
        DataClass.PAIR: "answer value_now words",
        DataClass.NONE: "id",
    },
    "brought_shares": {
        DataClass.HR: "brought_id kind answer value_at_start value_now words happened_on known_at",
        DataClass.PROGRAMME: "withdrawn_at",
        DataClass.NONE: "id",
    },
    # No page shows any of these to the coordinator: a plain column has no closer class.
    "drill_runs": {
        DataClass.PROGRAMME: "pairing_id state minute kept_on saved_at",
        DataClass.PAIR: "drill answers own said",
        DataClass.NONE: "id framework_version_id version",
    },
    "drill_statements": {DataClass.NONE: "run_id observation_id"},
    "attainments": {
        DataClass.HR: "mentee_id programme_id milestone_code held held_since at_start refresh_due"
        " pending pending_until",
        DataClass.PROGRAMME: "look_again",
    },
    "spans": {
        DataClass.HR: "mentee_id programme_id subject value from_at to_at",
        DataClass.NONE: "id",
    },
    "standings": {
        DataClass.HR: "programme_id mentee_id state begun_on purpose last_order"
        " silent_order headline target_met held total",
        DataClass.ACCOUNT: "sort_key function_key site_key level language",
    },
    "silent_times": {DataClass.PROGRAMME: "programme_id mentee_id from_on to_on level"},
    "ledger_pages": {DataClass.PROGRAMME: "programme_id mentee_id entries"},
    "nudge_tables": {
        DataClass.ACCOUNT: "sponsor_id",
        DataClass.NONE: "programme_id a_week from_hour until_hour version",
    },
    "nudge_rules": {DataClass.NONE: "programme_id rule is_on after_days writes_to voice"},
    "nudges": {
        DataClass.PROGRAMME: "pairing_id person_id side rule about number voice sent_at",
        DataClass.NONE: "id",
    },
    "nudge_calls": {
        DataClass.PROGRAMME: "pairing_id rule outcome happened_on known_at by_id",
        DataClass.NONE: "id",
    },
    "ledger_parts": {DataClass.PROGRAMME: "programme_id person_id part entries"},
    "tallies": {DataClass.PROGRAMME: "programme_id measure on amount"},
    "progress": {
        DataClass.HR: "mentee_id programme_id headline target_met held at_start set_aside total"
        " stage_purpose stage_presence stage_listening stage_publishing stage_conversing"
        " stage_care",
    },
}

CLASSES: Mapping[str, DataClass] = {
    f"{table}.{column}": data_class
    for table, by_class in _TABLES.items()
    for data_class, columns in by_class.items()
    for column in columns.split()
}
