"""What those who look after a programme, or the installation, find on home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from squad.access.viewer import Role, Viewer
from squad.accounts.queries.accounts import count_invited
from squad.db.session import session
from squad.home.rules import programme_key
from squad.kernel.clock import clock
from squad.programmes.models import Programme
from squad.reports.cohort_shapes import Cohort
from squad.reports.queries.cohort import Ask, cohort_for
from squad.reports.queries.needs import Coordinated, load_coordinated
from squad.reports.queries.programmes import list_readable
from squad.reports.shapes import ProgrammeCard


@dataclass(frozen=True, slots=True)
class Staffed:
    """The programmes that the viewer looks after: one with its figures, the others by name."""

    coordinated: Coordinated | None = None
    read: Cohort | None = None
    """The programme that the viewer reads for HR alone; totals, no rows."""
    others: Sequence[ProgrammeCard] = ()


@dataclass(frozen=True, slots=True)
class Administered:
    """The installation as an administrator finds it."""

    invited: int
    """People who were invited and have not accepted."""
    programmes: int


def load_staffed(viewer: Viewer) -> Staffed:
    """What the viewer looks after; as many statements with one programme as with twenty."""
    if not viewer.programmes_as(Role.COORDINATOR, Role.HR_VIEWER):
        return Staffed()
    cards = list_readable(viewer)
    coordinated = viewer.programmes_as(Role.COORDINATOR)
    first = _leading([card for card in cards if card.id in coordinated])
    read = _leading([card for card in cards if card.id not in coordinated])
    return Staffed(
        coordinated=load_coordinated(first, viewer.person_id) if first else None,
        read=cohort_for(viewer, read, Ask(size=0)) if read else None,
        others=[card for card in cards if card not in (first, read)],
    )


def _leading(cards: Sequence[ProgrammeCard]) -> ProgrammeCard | None:
    def key(card: ProgrammeCard) -> tuple[bool, date]:
        return programme_key(card.starts_on, card.ends_on, clock.today(card.time_zone))

    return max(cards, key=key, default=None)


def find_administered(viewer: Viewer) -> Administered | None:
    """What an administrator has to look after, None for others."""
    if not viewer.administrator:
        return None
    programmes = session.scalar(select(func.count(Programme.id))) or 0
    return Administered(count_invited(viewer), programmes)
