"""Why something about a session that exists already is refused."""

from enum import StrEnum


class SessionProblem(StrEnum):
    """Why a session cannot be logged, changed, voided, planned or closed."""

    PAIRING_NOT_LIVE = "session_pairing_not_live"
    ALREADY_VOIDED = "session_already_voided"
    ONLY_PLANNED = "session_only_planned"
    NOT_PLANNED = "session_not_planned"
    HAS_STATEMENTS = "session_has_statements"
    NOT_HELD = "session_not_held"
    STEP_REMOVED = "session_step_removed"
    DRAFT_TOO_LONG = "session_draft_too_long"
    CODE_USED = "session_code_used"
    CODE_EXPIRED = "session_code_expired"


class AnswerProblem(StrEnum):
    """Why an answer or a withdrawal is refused, beside what the rules of fluency refuse."""

    UNKNOWN = "answer_unknown"
    WITHDRAW_NOT_YOURS = "withdraw_not_yours"
    WITHDRAW_ALREADY = "withdraw_already"
