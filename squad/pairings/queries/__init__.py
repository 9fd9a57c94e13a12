"""Reading pairings: one, lists of them, the hard rules' facts, agreements."""

from squad.pairings.queries.agreements import (
    agreement_in_force_for,
    find_agreement_in_force,
    list_agreement_history,
)
from squad.pairings.queries.pairings import find_pairing_for, list_own, subject_of

__all__ = [
    "agreement_in_force_for",
    "find_agreement_in_force",
    "find_pairing_for",
    "list_agreement_history",
    "list_own",
    "subject_of",
]
