"""The rows of a sessions file: the log that a company kept in a spreadsheet.

The milestones of a row stand in one cell, each as `CODE:autonomy:evidence[:confirmed_on[:before]]`,
with blanks, commas, semicolons or line ends between them. A bare CODE is `CODE:alone:seen`,
unanswered. An empty part takes its default: `CODE:alone:seen::before` was so before, unanswered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from squad.coaching.rules.columns import COLUMNS, REQUIRED
from squad.coaching.rules.log import CancelledBy, CoachingState, Medium
from squad.files.headers import Headers
from squad.files.table import Table
from squad.files.values import clean, parse_date, parse_integer
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.errors import DomainError
from squad.pairings.rules.imports import (
    Cells,
    Importer,
    RowProblem,
    match_columns,
    missing_columns,
    one_of,
    side_word,
    word_key,
)

OUTCOME_WORDS: Mapping[str, CoachingState] = {
    **{state.value: state for state in CoachingState},
    "took place": CoachingState.HELD,
    "done": CoachingState.HELD,
    "tenue": CoachingState.HELD,
    "tenu": CoachingState.HELD,
    "a eu lieu": CoachingState.HELD,
    "faite": CoachingState.HELD,
    "called off": CoachingState.CANCELLED,
    "canceled": CoachingState.CANCELLED,
    "annulee": CoachingState.CANCELLED,
    "annule": CoachingState.CANCELLED,
    "no show": CoachingState.MISSED,
    "manquee": CoachingState.MISSED,
    "manque": CoachingState.MISSED,
    "prevue": CoachingState.PLANNED,
    "prevu": CoachingState.PLANNED,
    "planifiee": CoachingState.PLANNED,
}
MEDIUM_WORDS: Mapping[str, Medium] = {
    "in person": Medium.IN_PERSON,
    "face to face": Medium.IN_PERSON,
    "en personne": Medium.IN_PERSON,
    "presentiel": Medium.IN_PERSON,
    "sur place": Medium.IN_PERSON,
    "video": Medium.VIDEO,
    "video call": Medium.VIDEO,
    "visio": Medium.VIDEO,
    "visioconference": Medium.VIDEO,
    "phone": Medium.PHONE,
    "call": Medium.PHONE,
    "telephone": Medium.PHONE,
    "chat": Medium.CHAT,
    "messages": Medium.CHAT,
    "messagerie": Medium.CHAT,
    "clavardage": Medium.CHAT,
}
CANCELLED_BY_WORDS: Mapping[str, CancelledBy] = {
    **{who.value: who for who in CancelledBy},
    "mentoree": CancelledBy.MENTEE,
    "personne mentoree": CancelledBy.MENTEE,
    "autre": CancelledBy.OTHER,
}
AUTONOMY_WORDS: Mapping[str, Autonomy] = {
    **{word_key(autonomy): autonomy for autonomy in Autonomy},
    "ensemble": Autonomy.TOGETHER,
    "seul": Autonomy.ALONE,
    "seule": Autonomy.ALONE,
    "transmet": Autonomy.PASSES_ON,
}
EVIDENCE_WORDS: Mapping[str, Evidence] = {
    **{evidence.value: evidence for evidence in Evidence},
    "mesure": Evidence.MEASURED,
    "verifie": Evidence.CHECKED,
    "vu": Evidence.SEEN,
    "dit": Evidence.TOLD,
}
BEFORE_WORDS = frozenset({"before", "avant"})
_BETWEEN = re.compile(r"[\s,;|]+")
_HOURS = re.compile(r"(\d{1,2}) ?(?::|h|hours?|heures?) ?(?:(\d{2})(?::00)?)? ?(?:m|min)?", re.I)
_MINUTES = re.compile(r"(.+?) ?(?:m|min|mn|minutes?)\.?", re.I)


class SessionRowProblem(StrEnum):
    """What is wrong with a row of a sessions file."""

    MINUTES_FORM = "session_row_minutes_form"
    MILESTONE_FORM = "session_row_milestone_form"
    MILESTONES_NOT_HELD = "session_row_milestones_not_held"
    KNOWN_BEFORE_DATE = "session_row_known_before_date"
    KNOWN_IN_FUTURE = "session_row_known_in_future"
    CONFIRMED_BEFORE_KNOWN = "session_row_confirmed_before_known"
    CONFIRMED_IN_FUTURE = "session_row_confirmed_in_future"
    CONFIRMED_AFTER_LAPSE = "session_row_confirmed_after_lapse"
    CONFIRMED_BY_MENTOR = "session_row_confirmed_by_mentor"
    PAIRING_UNKNOWN = "session_row_pairing_unknown"
    PAIRING_NOT_OWN = "session_row_pairing_not_own"
    PAIRING_AMBIGUOUS = "session_row_pairing_ambiguous"
    AFTER_END = "session_row_after_end"
    KNOWN_BEFORE_AGREEMENT = "session_row_known_before_agreement"
    KNOWN_BEFORE_MOVE = "session_row_known_before_move"
    BEFORE_ACCEPTANCE = "session_row_before_acceptance"
    NOTES_IGNORED = "session_row_notes_ignored"
    MINUTES_IGNORED = "session_row_minutes_ignored"


NOTES_LEFT_OUT = RowProblem(0, SessionRowProblem.NOTES_IGNORED)
"""About the file as a whole: no line of it is wrong."""


@dataclass(frozen=True, slots=True)
class MilestoneCell:
    """One milestone of a row. `confirmed_on` None: nobody has answered yet."""

    code: str
    autonomy: Autonomy = Autonomy.ALONE
    evidence: Evidence = Evidence.SEEN
    confirmed_on: date | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session as a file tells it. `known_on` None: it is known from the import on."""

    line: int
    on: date
    mentor: str
    mentee: str
    """As written, like the mentor; who that is the plan knows."""
    programme: str
    state: CoachingState
    minutes: int | None
    medium: Medium | None
    cancelled_by: CancelledBy | None
    note: str = field(repr=False)
    """Pair-class text: it stays out of logs, digests and previews."""
    milestones: tuple[MilestoneCell, ...]
    known_on: date | None


@dataclass(frozen=True, slots=True)
class SessionRows:
    """The rows that could be read, what is wrong, what is put aside, and unknown columns."""

    rows: tuple[SessionRow, ...]
    problems: tuple[RowProblem, ...]
    notices: tuple[RowProblem, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """The header under which the file gives each field."""


def read_session_rows(table: Table, *, importer: Importer, with_notes: bool = False) -> SessionRows:
    """The sessions of a table. Raises FileProblem if two of its columns say the same.

    Notes are read from a mentor's own import, or where the operator asks `with_notes`; anyone
    else's are ignored, and a notice says so.
    """
    headers = match_columns(table, COLUMNS, REQUIRED)
    problems = missing_columns(headers, table.header_line)
    reads_notes = importer is Importer.MENTOR or (importer is Importer.OPERATOR and with_notes)
    notices = [] if reads_notes or not _has_notes(table, headers) else [NOTES_LEFT_OUT]
    rows: list[SessionRow] = []
    if not problems:
        for row in table.rows:
            read = _row(Cells(headers, row, problems, notices), importer, reads_notes=reads_notes)
            if read:
                rows.append(read)
    return SessionRows(tuple(rows), tuple(problems), tuple(notices), headers.unknown, headers.names)


def _has_notes(table: Table, headers: Headers) -> bool:
    return any(headers.cell(row, "notes").strip() for row in table.rows)


def _row(cells: Cells, importer: Importer, *, reads_notes: bool) -> SessionRow | None:
    on = cells.read("date", parse_date, required=True)
    mentor = cells.read("mentor", clean, required=True)
    mentee = cells.read("mentee", clean, required=True)
    cancelled_by = cells.read("cancelled_by", parse_cancelled_by)
    unsaid = CoachingState.CANCELLED if cancelled_by else CoachingState.HELD
    state = cells.read("outcome", one_of(OUTCOME_WORDS)) or unsaid
    minutes = _minutes(cells, state)
    medium = cells.read("medium", one_of(MEDIUM_WORDS))
    known_on = cells.read("known_on", parse_date)
    milestones = cells.read("milestones", parse_milestones) or ()
    if on is None or mentor is None or mentee is None:
        return None
    row = SessionRow(
        line=cells.line,
        on=on,
        mentor=mentor,
        mentee=mentee,
        programme=cells.text("programme").casefold(),
        state=state,
        minutes=minutes,
        medium=medium,
        cancelled_by=cancelled_by,
        note=cells.raw("notes") if reads_notes else "",
        milestones=milestones,
        known_on=known_on,
    )
    _check(cells, row, importer)
    return row


def _minutes(cells: Cells, state: CoachingState) -> int | None:
    """How long it lasted. A session to come has no length yet: what is written is put aside."""
    if state is CoachingState.PLANNED:
        if cells.raw("minutes"):
            cells.say(SessionRowProblem.MINUTES_IGNORED, "minutes")
        return None
    minutes = cells.read("minutes", parse_minutes)
    return minutes if minutes or state is CoachingState.HELD else None


def _check(cells: Cells, row: SessionRow, importer: Importer) -> None:
    """What a row alone can get wrong; its days meet those of its pairing in the plan."""
    told = row.state is not CoachingState.PLANNED
    if row.known_on is not None and row.known_on < row.on and told:
        cells.note(SessionRowProblem.KNOWN_BEFORE_DATE, "known_on", on=row.on)
    if row.milestones and row.state is not CoachingState.HELD:
        cells.note(SessionRowProblem.MILESTONES_NOT_HELD, "milestones")
    for stated in row.milestones:
        if stated.confirmed_on is not None and importer is Importer.MENTOR:
            cells.note(SessionRowProblem.CONFIRMED_BY_MENTOR, "milestones", milestone=stated.code)


def parse_cancelled_by(text: str) -> CancelledBy:
    """Who called a session off: mentor, « mentore », mentee, « mentoré », « mentorée », other."""
    side = side_word(text)
    return CancelledBy(side.value) if side else one_of(CANCELLED_BY_WORDS)(text)


def parse_minutes(text: str) -> int:
    """A length in minutes: 45, 45 min, 0:45, 00:45:00, 1 h, 1h30."""
    plain = clean(text)
    hours = _HOURS.fullmatch(plain)
    if hours:
        return int(hours[1]) * 60 + int(hours[2] or 0)
    minutes = _MINUTES.fullmatch(plain)
    try:
        return parse_integer(minutes[1] if minutes else plain)
    except DomainError:
        raise DomainError(SessionRowProblem.MINUTES_FORM, value=plain[:40]) from None


def parse_milestones(text: str) -> tuple[MilestoneCell, ...]:
    """The milestones of one cell, in its order."""
    return tuple(_milestone(entry) for entry in _BETWEEN.split(clean(text)) if entry)


def _milestone(entry: str) -> MilestoneCell:
    """`CODE:autonomy:evidence[:confirmed_on[:before]]`, empty parts by their defaults."""
    parts = entry.split(":")
    code, autonomy, evidence, confirmed_on, before = (parts + [""] * 5)[:5]
    if len(parts) > 5 or not code or word_key(before) not in {"", *BEFORE_WORDS}:
        raise DomainError(SessionRowProblem.MILESTONE_FORM, value=entry[:80])
    try:
        return MilestoneCell(
            code=code.casefold(),
            autonomy=one_of(AUTONOMY_WORDS)(autonomy) if autonomy else Autonomy.ALONE,
            evidence=one_of(EVIDENCE_WORDS)(evidence) if evidence else Evidence.SEEN,
            confirmed_on=parse_date(confirmed_on) if confirmed_on else None,
            before=bool(before),
        )
    except DomainError:
        raise DomainError(SessionRowProblem.MILESTONE_FORM, value=entry[:80]) from None
