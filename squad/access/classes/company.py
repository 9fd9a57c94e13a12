"""The classes of the columns of people, their accounts, programmes and the work of the program."""

from collections.abc import Mapping

from squad.access.classes.kinds import DataClass

TABLES: Mapping[str, Mapping[DataClass, str]] = {
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
}
