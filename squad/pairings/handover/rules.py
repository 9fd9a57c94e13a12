"""Why somebody else cannot take a pairing over."""

from collections.abc import Mapping
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.pairings.rules.states import Move, PairingState


class HandOverProblem(StrEnum):
    """Why nothing was handed over."""

    NOTHING_CHOSEN = "handover_nothing_chosen"
    NOBODY = "handover_nobody"
    SEVERAL = "handover_several"
    SAME_MENTOR = "handover_same_mentor"
    MOVED_ON = "handover_moved_on"


class HandOverError(Exception):
    """Some rows cannot be handed over, so none is; each with its refusal, by pairing."""

    def __init__(self, problems: Mapping[int, DomainError]) -> None:
        super().__init__("hand_over")
        self.problems = problems


def leaving_move(state: PairingState) -> Move:
    """How a pairing is left for another: what has not begun is withdrawn, the rest ended."""
    before = {PairingState.PROPOSED, PairingState.ACCEPTED}
    return Move.WITHDRAW if state in before else Move.END
