"""The classes of the columns of pools, pairings and what stands beside them."""

from collections.abc import Mapping

from squad.access.classes.kinds import DataClass

TABLES: Mapping[str, Mapping[DataClass, str]] = {
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
}
