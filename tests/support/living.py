"""Living the demo: what its tables import afterwards, done by the pages' actions on its day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from functools import partial

from sqlalchemy import select

from squad.coaching.actions.answers import answer_observations
from squad.coaching.actions.observations import state_milestone
from squad.coaching.actions.planning import list_counting, planned_of
from squad.coaching.actions.sessions import log_session
from squad.coaching.models import Observation
from squad.coaching.rules.log import CoachingState, Notice, SessionDraft
from squad.coaching.rules.planning import stated
from squad.coaching.rules.rows import MilestoneCell, SessionRow, read_session_rows
from squad.db.installation import bring_to_head
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.demo.building import A_MINUTE, AFTERNOON, MORNING, _at, _set_up
from squad.demo.files import Row, read_sessions, read_story
from squad.demo.scenes import Scene, Told, scenes_after_sessions, scenes_before_sessions
from squad.demo.scenes.pairings import begin, finish, propose
from squad.demo.scenes.telling import BODY
from squad.framework.rules.fluency import AnswerKind
from squad.framework.rules.model import Autonomy
from squad.kernel.clock import clock
from squad.kernel.ids import new_key
from squad.pairings.actions import accept_pairing
from squad.pairings.rules.imports import Importer

A_DAY = timedelta(days=1)
SUNDAY = 6
LATE = time(23, 59)


def live(monday: date, at_weeks_end: Callable[[date], None]) -> None:
    """Play every day of the demo up to `monday`; on Sundays, a minute to midnight, call back."""
    story = read_story(monday)
    bring_to_head()
    day: date = story["programme"]["starts"]
    with clock.set_to(_at(story, day, MORNING)):
        told, _personas = _set_up(story, monday)
    scenes = sorted(_scenes(told, monday), key=lambda scene: scene.on)
    while day < monday:
        _play(told, [scene for scene in scenes if scene.on == day])
        if day.weekday() == SUNDAY:
            with clock.set_to(_at(story, day, LATE)):
                at_weeks_end(day)
        day += A_DAY


def _play(told: Told, scenes: Sequence[Scene]) -> None:
    """The scenes of a day, a minute after each other, each as a request of its own."""
    for number, scene in enumerate(scenes):
        when = _at(told.story, scene.on, AFTERNOON) + number * A_MINUTE
        with clock.set_to(when), unit_of_work():
            scene.play()


def _scenes(told: Told, monday: date) -> Iterator[Scene]:
    """The demo's scenes, and what its tables say: of a day, in the order in which it can be.

    What sessions rest upon, sessions, what mentees confirm, ends, what refers to sessions.
    """
    table = read_sessions(monday)
    rows = read_session_rows(table, importer=Importer.OPERATOR, with_notes=True).rows
    before = [scene for each in scenes_before_sessions(told) for scene in _begun(told, each)]
    yield from (scene for scene in before if scene.play.func is not finish)
    yield from _logged(told, rows)
    yield from _confirmed(told, rows)
    yield from (scene for scene in before if scene.play.func is finish)
    yield from scenes_after_sessions(told)


def _begun(told: Told, scene: Scene) -> list[Scene]:
    """A scene as it is; instead of a file of pairings, what its rows came from."""
    if scene.play.func is not begin:
        return [scene]
    started = scene.on.isoformat()
    rows = [row for row in told.pairings.rows if row["started"] == started]
    return [Scene(scene.on, partial(pair_up, told, row)) for row in rows]


def _logged(told: Told, rows: Sequence[SessionRow]) -> Iterator[Scene]:
    for row in rows:
        yield Scene(row.known_on, partial(log, told, row))
        for cell in row.milestones:
            if not _in_log(cell):
                yield Scene(row.known_on, partial(state_apart, told, row, cell))


def _confirmed(told: Told, rows: Sequence[SessionRow]) -> Iterator[Scene]:
    for row in rows:
        for day in sorted({cell.confirmed_on for cell in row.milestones if cell.confirmed_on}):
            yield Scene(day, partial(confirm, told, row, day))


def pair_up(told: Told, row: Row) -> None:
    """The coordinator proposes, both accept; the story's agreement makes it active."""
    people = {"mentor": row["mentor"], "mentee": row["mentee"]}
    propose(told, people | {"by": told.coordinator})
    pairing_id = told.company.pairing_id(**people)
    for email in people.values():
        accept_pairing(pairing_id=pairing_id, by=told.company.viewer(email))


def log(told: Told, row: SessionRow) -> None:
    """The mentor logs a session with what its form can state; the next one stays as planned."""
    by = told.company.viewer(row.mentor)
    context = told.company.context(by, told.company.pairing_id(row.mentor, row.mentee))
    planned = planned_of(list_counting(context.pairing.id))
    log_session(
        by=by,
        context=context,
        draft=SessionDraft(
            state=row.state,
            on=row.on,
            minutes=row.minutes,
            medium=row.medium,
            cancelled_by=row.cancelled_by,
            notice=Notice.DAY_BEFORE if row.state is CoachingState.CANCELLED else None,
            next_at=planned[0].starts_at if planned else None,
            note=row.note,
        ),
        statements=[stated(cell) for cell in row.milestones if _in_log(cell)],
        form=FormKey(new_key(), BODY),
    )


def state_apart(told: Told, row: SessionRow, cell: MilestoneCell) -> None:
    """The mentor states on the milestone's own page what the log does not offer."""
    by = told.company.viewer(row.mentor)
    context = told.company.context(by, told.company.pairing_id(row.mentor, row.mentee))
    form = FormKey(new_key(), BODY)
    state_milestone(by=by, context=context, stated=stated(cell), on=row.on, form=form)


def confirm(told: Told, row: SessionRow, day: date) -> None:
    """The mentee confirms what a session's row says was confirmed on that day."""
    by = told.company.viewer(row.mentee)
    pairing_id = told.company.pairing_id(row.mentor, row.mentee)
    codes = [cell.code for cell in row.milestones if cell.confirmed_on == day]
    ids = session.scalars(
        select(Observation.id).where(
            Observation.pairing_id == pairing_id,
            Observation.milestone_code.in_(codes),
            Observation.happened_on == row.on,
        )
    ).all()
    assert len(ids) == len(codes)
    answer_observations(
        by=by,
        context=told.company.context(by, pairing_id),
        kinds=dict.fromkeys(ids, AnswerKind.CONFIRM),
    )


def _in_log(cell: MilestoneCell) -> bool:
    """Whether the log's form can say it; else the milestone's own page does."""
    return not cell.before and cell.autonomy is not Autonomy.PASSES_ON
