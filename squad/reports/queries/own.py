"""What HR sees about the viewer: the same queries, with the eyes of an HR viewer."""

from dataclasses import dataclass, replace
from datetime import date

from squad.access.policy import ForbiddenError
from squad.access.viewer import Role, Viewer
from squad.reports.cohort_shapes import Cohort
from squad.reports.queries.cohort import Ask, cohort_for
from squad.reports.queries.mentees import list_places, mentee_report_for
from squad.reports.queries.programmes import card_of
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Filters, ProgrammeCard

NOBODY = 0


@dataclass(frozen=True, slots=True)
class HrView:
    """One mentee's row and page as HR gets them in a programme; no page in groups only."""

    programme: ProgrammeCard
    cohort: Cohort | None
    report: MenteeReport | None
    others: tuple[tuple[str, str], ...] = ()


def find_hr_view_for(
    viewer: Viewer, programme: str | None = None, as_of: date | None = None
) -> HrView | None:
    """What an HR viewer reads about the viewer in a programme, the latest one unless named."""
    places = list_places(viewer.person_id)
    wanted = [p for p in places if programme is None or p.programme.code == programme]
    if not wanted:
        return None
    card = card_of(wanted[0].programme)
    eyes = hr_eyes(viewer, card.id)
    report = _report(viewer, eyes, card.id, as_of)
    ask = Ask(as_of=as_of, filters=Filters(only=viewer.person_id))
    return HrView(
        programme=card,
        cohort=cohort_for(eyes, card, ask),
        report=report,
        others=tuple(
            (place.programme.code, place.programme.name)
            for place in places
            if place is not wanted[0]
        ),
    )


def find_hr_report_for(
    viewer: Viewer, programme: str | None = None, as_of: date | None = None
) -> MenteeReport | None:
    """The viewer's own report as HR reads it; None where HR reads none."""
    places = list_places(viewer.person_id)
    wanted = (p.programme.id for p in places if programme is None or p.programme.code == programme)
    programme_id = next(wanted, None)
    if programme_id is None:
        return None
    eyes = hr_eyes(viewer, programme_id)
    return _report(viewer, eyes, programme_id, as_of, brief=True)


def _report(
    viewer: Viewer, eyes: Viewer, programme_id: int, as_of: date | None, *, brief: bool = False
) -> MenteeReport | None:
    try:
        return mentee_report_for(
            eyes, viewer.person_id, programme_id=programme_id, as_of=as_of, brief=brief
        )
    except ForbiddenError:
        return None


def hr_eyes(viewer: Viewer, programme_id: int) -> Viewer:
    """Somebody who reads this one programme for HR and is nobody else."""
    return replace(
        viewer,
        person_id=NOBODY,
        administrator=False,
        roles={programme_id: frozenset({Role.HR_VIEWER})},
        pairings=(),
    )
