"""Recomputes everything derived and names each difference from what is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Table, func, inspect, select

from squad.coaching.actions.summaries import count_to_confirm, list_figures_of, session_figures
from squad.coaching.models import (
    Attainment,
    CoachingSession,
    CoachingSessionVersion,
    Observation,
    Progress,
    Span,
)
from squad.coaching.queries.history import Story, load_histories
from squad.coaching.rules.log import CoachingState
from squad.coaching.standing import standing_of
from squad.db.base import Base
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import History, carry
from squad.kernel.clock import clock
from squad.kernel.text import fold
from squad.pairings.models import AgreementVersion, Pairing, PairingSummary, PairingTransition
from squad.pairings.queries.matching import find_broken, list_live
from squad.pairings.rules.states import FINISHED, PairingState
from squad.people.models import Person
from squad.privacy.differences import Difference, compare_rows
from squad.privacy.ledger import SILENT, STANDING, ledger_differences
from squad.programmes.framework_moves import load_moves
from squad.programmes.models import FrameworkMove, Programme, ProgrammeArchiving, ProgrammeVersion
from squad.programmes.rules import REPORTED
from squad.room.models import Tip

# What a session has in common with each of its versions, of what reports count.
AS_LAST_SAID = (
    "state", "held_on", "minutes", "preparation_minutes", "travel_minutes", "cancelled_by",
)  # fmt: skip
# Every stored column that follows from others; a test changes each and expects it to be named.
DERIVED: Mapping[str, Sequence[str]] = {
    "attainments": (
        "held", "held_since", "at_start", "refresh_due", "pending", "pending_until", "look_again",
    ),
    "spans": ("subject", "value", "from_at", "to_at"),
    "progress": (
        "headline", "target_met", "held", "at_start", "set_aside", "total", "stage_purpose",
        "stage_presence", "stage_listening", "stage_publishing", "stage_conversing", "stage_care",
    ),
    "pairing_summaries": (
        "held_sessions", "held_minutes", "other_minutes", "last_held_on", "planned",
        "to_confirm", "broken_rules",
    ),
    "ledger_pages": ("entries",),
    "ledger_parts": ("entries",),
    "standings": STANDING,
    "silent_times": SILENT,
    "tallies": ("amount",),
    "observations": ("dropped",),
    "coaching_sessions": (*AS_LAST_SAID, "voided_at", "moves"),
    "pairings": ("state", "accepted_on", "ended_on"),
    "agreement_versions": ("in_force_at",),
    "people": ("sort_key",),
    "tips": ("searched",),
    "programmes": (*REPORTED, "archived_on", "framework_moves"),
}  # fmt: skip

_NOTHING = History()


def find_differences() -> Iterator[Difference]:
    """Everything that is stored and should be something else."""
    for programme in session.scalars(select(Programme).order_by(Programme.id)):
        yield from _standings(programme)
        yield from _observations(programme)
        yield from ledger_differences(programme.id)
    yield from _sessions()
    yield from _summaries()
    yield from _pairings()
    yield from _agreements()
    yield from _people()
    yield from _tips()
    yield from _programmes()


def count_checked() -> int:
    """How many mentees the check goes through."""
    pairs = select(Pairing.programme_id, Pairing.mentee_id).distinct().subquery()
    return session.scalars(select(func.count()).select_from(pairs)).one()


def _standings(programme: Programme) -> Iterator[Difference]:
    framework = get_framework(programme.framework_version_id)
    stored = {model: _stored(model, programme.id) for model in (Attainment, Progress, Span)}
    moves = load_moves(programme.id, programme.framework_moves)
    histories = load_histories(programme_id=programme.id, moves=moves)
    known = set(histories).union(*(set(rows) for rows in stored.values()))
    for mentee_id in sorted(known):
        history = histories.get(mentee_id, _NOTHING)
        story = Story(framework, history, programme.time_zone)
        standing = standing_of(
            story, mentee_id=mentee_id, programme_id=programme.id, now=clock.now()
        )
        key = f"mentee {mentee_id} programme {programme.id}"
        yield from compare_rows(
            "attainments", key, stored[Attainment].get(mentee_id, ()), standing.attainments,
            by=("milestone_code",), columns=DERIVED["attainments"],
        )  # fmt: skip
        said = mentee_id in stored[Progress] or history.agreements or history.answers
        wanted = [standing.progress] if said else []
        yield from compare_rows(
            "progress", key, stored[Progress].get(mentee_id, ()), wanted,
            by=(), columns=DERIVED["progress"],
        )  # fmt: skip
        yield from _compare_sets("spans", key, stored[Span].get(mentee_id, ()), standing.spans)


def _observations(programme: Programme) -> Iterator[Difference]:
    """Whether a statement's milestone still counts, through the moves of the programme."""
    moves = load_moves(programme.id, programme.framework_moves)
    rows = session.execute(
        select(
            Observation.id,
            Observation.milestone_code,
            Observation.known_at,
            Observation.dropped,
        )
        .where(Observation.programme_id == programme.id)
        .order_by(Observation.id)
    )
    for row in rows:
        dropped = not carry(row.milestone_code, row.known_at, moves)
        yield from _fields("observations", row.id, row, {"dropped": dropped})


def _stored(model: type[Base], programme_id: int) -> dict[int, list[dict[str, Any]]]:
    table = inspect(model).local_table
    assert isinstance(table, Table)  # noqa: S101  narrows the type; models map tables
    rows = session.execute(select(table).where(table.c.programme_id == programme_id))
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows.mappings():
        found.setdefault(row["mentee_id"], []).append(dict(row))
    return found


def _compare_sets(
    table: str,
    key: str,
    stored: Iterable[Mapping[str, Any]],
    expected: Iterable[Mapping[str, Any]],
) -> Iterator[Difference]:
    columns = DERIVED[table]
    have = {tuple(row[c] for c in columns) for row in stored}
    want = {tuple(row[c] for c in columns) for row in expected}
    for row in sorted(have ^ want, key=str):
        words = ("there", "missing") if row in have else ("missing", "there")
        yield Difference(table, f"{key} {row[0]} {row[1]} {row[2]} {row[3]}", "row", *words)


def _sessions() -> Iterator[Difference]:
    """A session stands as its last version says; reports of past days read the versions."""
    version = CoachingSessionVersion
    said = [version.__table__.c[name] for name in AS_LAST_SAID]
    versions: dict[int, list[Any]] = {}
    for row in session.execute(
        select(version.coaching_session_id, version.known_at, version.voided, *said).order_by(
            version.coaching_session_id, version.number
        )
    ):
        versions.setdefault(row.coaching_session_id, []).append(row)
    stored = [CoachingSession.__table__.c[name] for name in DERIVED["coaching_sessions"]]
    for each in session.execute(select(CoachingSession.id, *stored).order_by(CoachingSession.id)):
        yield from _fields("coaching_sessions", each.id, each, _as_said(versions.get(each.id, [])))


def _as_said(versions: Sequence[Any]) -> Mapping[str, Any]:
    if not versions:
        return dict.fromkeys(DERIVED["coaching_sessions"])
    last = versions[-1]
    planned = [row.held_on for row in versions if row.state is CoachingState.PLANNED]
    return {
        **{name: getattr(last, name) for name in AS_LAST_SAID},
        "voided_at": last.known_at if last.voided else None,
        "moves": sum(day != before for before, day in pairwise(planned)),
    }


def _summaries() -> Iterator[Difference]:
    rows = session.execute(
        select(PairingSummary, Programme.time_zone)
        .join(Pairing, Pairing.id == PairingSummary.pairing_id)
        .join(Programme, Programme.id == Pairing.programme_id)
        .order_by(PairingSummary.pairing_id)
    )
    broken = find_broken(list_live())
    for summary, time_zone in rows:
        figures = session_figures(list_figures_of(summary.pairing_id), time_zone)
        figures["broken_rules"] = ",".join(broken.get(summary.pairing_id, ()))
        figures["to_confirm"] = count_to_confirm(summary.pairing_id)
        yield from _fields("pairing_summaries", summary.pairing_id, summary, figures)


def _pairings() -> Iterator[Difference]:
    moves: dict[int, list[PairingTransition]] = {}
    for move in session.scalars(select(PairingTransition).order_by(PairingTransition.id)):
        moves.setdefault(move.pairing_id, []).append(move)
    for pairing in session.scalars(select(Pairing).order_by(Pairing.id)):
        made = moves.get(pairing.id, [])
        accepted = next((m for m in made if m.to_state is PairingState.ACCEPTED), None)
        ended = next((m for m in made if m.to_state in FINISHED), None)
        yield from _fields(
            "pairings",
            pairing.id,
            pairing,
            {
                "state": made[-1].to_state if made else None,
                "accepted_on": accepted.happened_on if accepted else None,
                "ended_on": ended.happened_on if ended else None,
            },
        )


def _agreements() -> Iterator[Difference]:
    for version in session.scalars(select(AgreementVersion).order_by(AgreementVersion.id)):
        signed = (version.mentor_signed_at, version.mentee_signed_at)
        both = max(at for at in signed if at) if all(signed) else None
        yield from _fields("agreement_versions", version.id, version, {"in_force_at": both})


def _people() -> Iterator[Difference]:
    for person in session.scalars(select(Person).order_by(Person.id)):
        yield from _fields("people", person.id, person, {"sort_key": fold(person.list_name)})


def _tips() -> Iterator[Difference]:
    for tip in session.scalars(select(Tip).order_by(Tip.id)):
        yield from _fields("tips", tip.id, tip, {"searched": fold(tip.words)})


def _programmes() -> Iterator[Difference]:
    """A programme has the figures and the framework that were said last, and is archived so."""
    archived = {
        row.programme_id: row.happened_on if row.archived else None
        for row in session.scalars(select(ProgrammeArchiving).order_by(ProgrammeArchiving.id))
    }
    newest: dict[int, ProgrammeVersion] = {}
    for version in session.scalars(
        select(ProgrammeVersion).order_by(ProgrammeVersion.known_at, ProgrammeVersion.id)
    ):
        newest[version.programme_id] = version
    moves: dict[int, list[FrameworkMove]] = {}
    for move in session.scalars(select(FrameworkMove).order_by(FrameworkMove.number)):
        moves.setdefault(move.programme_id, []).append(move)
    for programme in session.scalars(select(Programme).order_by(Programme.id)):
        known = newest.get(programme.id)
        expected = {name: getattr(known, name, None) for name in REPORTED}
        expected["archived_on"] = archived.get(programme.id)
        expected["framework_moves"] = len(moves.get(programme.id, ()))
        if programme.id in moves:
            expected["framework_version_id"] = moves[programme.id][-1].to_version_id
        yield from _fields("programmes", programme.id, programme, expected)


def _fields(
    table: str, row_id: int, row: object, expected: Mapping[str, Any]
) -> Iterator[Difference]:
    for column, value in expected.items():
        stored = getattr(row, column)
        if stored != value:
            yield Difference(table, str(row_id), column, stored, value)
