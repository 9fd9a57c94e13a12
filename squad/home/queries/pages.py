"""Everything that one person's home shows, whichever roles they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from squad.access.viewer import Viewer
from squad.coaching.queries.ratings import OpenRating, list_open_ratings
from squad.coaching.queries.retention import OpenCheck, list_open_checks
from squad.coaching.queries.second_looks import Look, list_open_asked_of
from squad.coaching.queries.steps import OpenStep, list_open_steps
from squad.framework.rules.fluency import Side
from squad.home.queries.meeting import (
    Coordinator,
    find_places,
    list_coordinators,
)
from squad.home.queries.own import OwnRow, by_next, focus_of, list_own_rows
from squad.home.queries.staff import (
    Administered,
    Staffed,
    find_administered,
    load_staffed,
)
from squad.pairings.delegates.queries import Booked, list_booked
from squad.pairings.matching.queries.enrolments import Asked, list_asked
from squad.pairings.rules.states import NEVER_BEGUN
from squad.reports.queries.mentees import mentee_report_for
from squad.reports.report_shapes import MenteeReport


@dataclass(frozen=True, slots=True)
class Home:
    """A person's home."""

    rows: Sequence[OwnRow]
    mentee_next: OwnRow | None
    """Whom a mentor sees next."""
    mentor_next: OwnRow | None
    """The mentor whom a mentee sees next."""
    report: MenteeReport | None
    """A mentee's own progress, as their page shows it."""
    steps: Mapping[int, Sequence[OpenStep]]
    places: Mapping[int, str]
    coordinators: Sequence[Coordinator]
    staffed: Staffed
    administered: Administered | None
    was_paired: bool
    """Whether the person is or ever was in a pairing that had begun."""
    ratings: Sequence[OpenRating]
    """What the person is reminded to rate today."""
    checks: Sequence[OpenCheck]
    """Retention checks of which the person is reminded today."""
    looks: Sequence[Look]
    """What other mentees ask the person to look at."""
    enrolments: Sequence[Asked] = ()
    """The pools that the person is in, with what they have not said yet."""
    booked: Sequence[Booked] = ()
    """The times that the person looks after as somebody's assistant."""

    @property
    def waiting(self) -> int:
        """How much waits for the person in their own pairings."""
        return sum(row.waits for row in self.rows)

    @property
    def asks(self) -> bool:
        """Whether home asks the person for something, be it an invitation alone."""
        invited = any(
            row.kept_drills or row.fit_due or row.times_wait or row.notes_asked for row in self.rows
        )
        return bool(self.waiting or self.ratings or self.looks or invited)

    @property
    def as_mentor(self) -> list[OwnRow]:
        """Live pairings as mentor."""
        return [row for row in self.rows if row.live and row.side is Side.MENTOR]

    @property
    def as_mentee(self) -> list[OwnRow]:
        """Live pairings as mentee."""
        return [row for row in self.rows if row.live and row.side is Side.MENTEE]

    @property
    def others(self) -> list[OwnRow]:
        """The mentor's other people, those whom they see next first."""
        others = [row for row in self.as_mentor if row is not self.mentee_next]
        return sorted(others, key=by_next)

    @property
    def is_empty(self) -> bool:
        """Whether the person is in no live pairing and looks after nothing."""
        live = any(row.live for row in self.rows)
        looks_after = self.staffed.coordinated or self.staffed.read or self.administered
        return not (live or looks_after or self.booked)


def load_home(viewer: Viewer) -> Home:
    """A person's home; for a mentor as many statements with two mentees as with two hundred."""
    rows = list_own_rows(viewer) if viewer.pairings else []
    mentee_next = focus_of([row for row in rows if row.side is Side.MENTOR])
    mentor_next = focus_of([row for row in rows if row.side is Side.MENTEE])
    met = [row.pairing.id for row in (mentee_next, mentor_next) if row is not None]
    return Home(
        rows=rows,
        mentee_next=mentee_next,
        mentor_next=mentor_next,
        report=_own_report(viewer, mentor_next),
        steps=list_open_steps(viewer, met),
        places=find_places(viewer, met),
        coordinators=list_coordinators(
            {row.pairing.programme_id for row in rows}
            | {enrolment.programme_id for enrolment in viewer.enrolments}
        ),
        staffed=load_staffed(viewer),
        administered=find_administered(viewer),
        was_paired=any(pairing.state not in NEVER_BEGUN for pairing in viewer.pairings),
        ratings=[rating for rating in list_open_ratings(viewer) if rating.waits],
        checks=[check for check in list_open_checks(viewer) if check.reminds],
        looks=_looks(viewer, rows),
        enrolments=list_asked(viewer),
        booked=list_booked(viewer),
    )


def _looks(viewer: Viewer, rows: Sequence[OwnRow]) -> list[Look]:
    """Asked for where the rows say that there are any, or where there are no rows to say so."""
    asked = any(row.asked_to_look for row in rows) if rows else bool(viewer.mentors())
    return list_open_asked_of(viewer) if asked else []


def _own_report(viewer: Viewer, row: OwnRow | None) -> MenteeReport | None:
    if row is None:
        return None
    return mentee_report_for(
        viewer, viewer.person_id, programme_id=row.pairing.programme_id, brief=True
    )


@dataclass(frozen=True, slots=True)
class Help:
    """Whom the help page names."""

    coordinators: Sequence[Coordinator]


def load_help(viewer: Viewer) -> Help:
    """Who coordinates the programmes that the viewer has anything to do with."""
    return Help(list_coordinators(viewer.programmes()))
