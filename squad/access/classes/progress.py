"""The classes of the columns of sessions, statements and what is counted of them."""

from collections.abc import Mapping

from squad.access.classes.kinds import DataClass

TABLES: Mapping[str, Mapping[DataClass, str]] = {
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
