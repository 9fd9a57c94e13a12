"""Moving to another version of the framework: which code a statement counts under, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from squad.framework.rules.model import Framework
from squad.kernel.dates import day_of

# No milestone has it: what was stated on one that counts no more counts nowhere.
NOWHERE = ""


@dataclass(frozen=True, slots=True)
class FrameworkMove:
    """From just after `known_at` on, the milestones of `after` count instead of those of `before`.

    `mapping`: the new code of each old one, None where it counts no more; several old codes may
    become one.
    """

    known_at: datetime
    before: Framework
    after: Framework
    mapping: Mapping[str, str | None]

    def on(self, tz: str) -> date:
        """The day of the move in the time zone `tz`."""
        return day_of(self.known_at, tz)


def carry(code: str, said_at: datetime, moves: Sequence[FrameworkMove]) -> str:
    """The code under which something counts that was said on `code`; NOWHERE if it does no more.

    `moves`, in order: those known by then. What was said in the instant of a move was said after.
    """
    for move in moves:
        if said_at < move.known_at:
            code = move.mapping.get(code) or NOWHERE
    return code


def framework_at(framework: Framework, moves: Sequence[FrameworkMove], upto: datetime) -> Framework:
    """The version that counts as of `upto`; `framework` where the programme never moved."""
    known = [move.after for move in moves if move.known_at < upto]
    if known:
        return known[-1]
    return moves[0].before if moves else framework
