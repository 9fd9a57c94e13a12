"""What a trace says beside its statements, as far as the report's reader may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from squad.coaching.models import Answer, Observation
from squad.db.session import session
from squad.framework.rules import fluency
from squad.reports.queries.course import SEES_SESSION_DAYS, HeldSession, load_held
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader
from squad.reports.tracing import Subject, Trace, trace_of


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the statements of a trace; empty for HR."""

    sessions: tuple[HeldSession, ...] = ()
    in_session: Mapping[int, HeldSession] = field(default_factory=dict)
    """The session of each statement that was made in one."""
    words: Mapping[int, str] = field(default_factory=dict)
    """By statement; of the reader's own pairings, for the two of a pair alone."""
    answered: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The words of answers, by statement and sequence; likewise."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure of a report with everything behind it."""

    report: MenteeReport
    trace: Trace
    beside: Beside


def load_traced(report: MenteeReport, subject: Subject) -> Traced:
    """What is behind a figure; at most three statements more than the report's."""
    return Traced(report, trace_of(report, subject), _load_beside(report))


def _load_beside(report: MenteeReport) -> Beside:
    if report.reader not in SEES_SESSION_DAYS:
        return Beside()
    programme, day = report.programme, report.figures.as_of
    mentee_id, upto = report.figures.person.id, fluency.end_of(day, programme.time_zone)
    held = load_held(programme_id=programme.id, mentee_id=mentee_id, upto=upto)
    by_id = {each.id: each for each in held}
    rows = session.execute(
        select(Observation.id, Observation.coaching_session_id).where(
            Observation.mentee_id == mentee_id, Observation.programme_id == programme.id
        )
    )
    in_session = {row.id: by_id[row[1]] for row in rows if row[1] in by_id}
    if not report.reader.of_pair:
        return Beside(tuple(held), in_session)
    words, answered = _load_words(report)
    return Beside(tuple(held), in_session, words, answered)


def _load_words(
    report: MenteeReport,
) -> tuple[Mapping[int, str], Mapping[tuple[int, int], str]]:
    """What the two wrote: all of it for the mentee, of their own pairing for a mentor."""
    query = (
        select(
            Observation.id,
            Observation.words.label("said"),
            Answer.sequence,
            Answer.words.label("answered"),
        )
        .outerjoin(Answer, Answer.observation_id == Observation.id)
        .where(
            Observation.mentee_id == report.figures.person.id,
            Observation.programme_id == report.programme.id,
        )
    )
    if report.reader is Reader.MENTOR:
        query = query.where(Observation.pairing_id == report.pair_id)
    rows = session.execute(query).all()
    return (
        {row.id: row.said for row in rows if row.said},
        {(row.id, row.sequence): row.answered for row in rows if row.answered},
    )
