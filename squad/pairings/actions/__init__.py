"""Writing pairings: proposals and answers, later moves, agreements, the summary row."""

from squad.pairings.actions.agreements import draft_agreement, sign_agreement
from squad.pairings.actions.last_days import move_last_days
from squad.pairings.actions.moves import (
    complete_pairing,
    end_pairing,
    pause_pairing,
    resume_pairing,
)
from squad.pairings.actions.proposals import (
    accept_pairing,
    decline_pairing,
    propose_pairing,
    withdraw_pairing,
)
from squad.pairings.actions.rechecks import recheck_pairings
from squad.pairings.actions.summaries import update_summary

__all__ = [
    "accept_pairing",
    "complete_pairing",
    "decline_pairing",
    "draft_agreement",
    "end_pairing",
    "move_last_days",
    "pause_pairing",
    "propose_pairing",
    "recheck_pairings",
    "resume_pairing",
    "sign_agreement",
    "update_summary",
    "withdraw_pairing",
]
