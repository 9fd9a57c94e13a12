"""Who can be somebody's assistant."""

from enum import StrEnum

from squad.kernel.errors import DomainError


class DelegateProblem(StrEnum):
    """Why nobody was named."""

    UNKNOWN = "delegate_unknown"
    ONESELF = "delegate_oneself"
    OWN_MENTOR = "delegate_own_mentor"


def check_delegate(person_id: int | None, *, mentee_id: int, mentor_ids: frozenset[int]) -> None:
    """Refuse nobody, oneself, and one's mentor: the other side of the times would be the same."""
    if person_id is None:
        raise DomainError(DelegateProblem.UNKNOWN, field="email")
    if person_id == mentee_id:
        raise DomainError(DelegateProblem.ONESELF, field="email")
    if person_id in mentor_ids:
        raise DomainError(DelegateProblem.OWN_MENTOR, field="email")
