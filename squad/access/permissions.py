"""Everything that can be permitted, by name."""

from enum import StrEnum


class Permission(StrEnum):
    """An act on a kind of thing; the policy says who may."""

    MANAGE_ACCOUNTS = "manage_accounts"
    GRANT_ROLES = "grant_roles"
    MANAGE_PEOPLE = "manage_people"
    FIND_PEOPLE = "find_people"
    IMPORT_ROSTER = "import_roster"
    EDIT_FRAMEWORK = "edit_framework"
    CREATE_PROGRAMME = "create_programme"
    SEE_PROGRAMME = "see_programme"
    MANAGE_PROGRAMME = "manage_programme"
    PROPOSE_PAIRING = "propose_pairing"
    STEER_PAIRING = "steer_pairing"
    IMPORT_PAIRINGS = "import_pairings"
    SEE_PAIRING = "see_pairing"
    ANSWER_PROPOSAL = "answer_proposal"
    READ_AGREEMENT = "read_agreement"
    WRITE_AGREEMENT = "write_agreement"
    LOG_SESSION = "log_session"
    READ_SESSIONS = "read_sessions"
    ADD_TO_SESSION = "add_to_session"
    IMPORT_SESSIONS = "import_sessions"
    STATE_MILESTONE = "state_milestone"
    ANSWER_MILESTONE = "answer_milestone"
    RATE_FLUENCY = "rate_fluency"
    READ_REPORT = "read_report"
    READ_COHORT = "read_cohort"
    READ_OWN_RECEIPTS = "read_own_receipts"
