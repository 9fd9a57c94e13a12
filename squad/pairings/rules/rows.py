"""The rows of a pairings file: mentor, mentee, programme, state, dates, purposes, target."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from squad.files.table import Table
from squad.files.values import clean, parse_date
from squad.framework.rules.model import STAGES, Area, NetworkKind
from squad.kernel.errors import DomainError
from squad.pairings.rules.imports import (
    Cells,
    RowProblem,
    match_columns,
    missing_columns,
    one_of,
    word_key,
)
from squad.pairings.rules.states import FINISHED, PairingState
from squad.programmes.rules import BASIC_AREAS

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "mentor": ("mentor", "mentor e-mail", "mentor ou mentore", "courriel du mentor"),
    "mentee": ("mentee", "mentee e-mail", "personne mentorée", "mentorée", "mentoré ou mentorée"),
    "programme": ("programme", "program", "programme code", "code du programme"),
    "state": ("state", "status", "état", "statut"),
    "started": ("started", "started on", "start", "début", "commencé le", "date de début"),
    "ended": ("ended", "ended on", "end", "fin", "terminé le", "date de fin"),
    "purposes": ("purposes", "aims", "buts", "objectifs", "intentions"),
    "networks": ("networks", "réseaux"),
    Area.PURPOSE: ("purpose", "target purpose", "intention", "palier intention"),
    Area.PRESENCE: (
        "presence",
        "presence & safety",
        "target presence",
        "présence",
        "présence et sécurité",
        "palier présence",
    ),
    Area.LISTENING: ("listening", "target listening", "écoute", "palier écoute"),
    Area.PUBLISHING: ("publishing", "target publishing", "publication", "palier publication"),
    Area.CONVERSING: ("conversing", "target conversing", "conversation", "palier conversation"),
    Area.CARE: (
        "care",
        "care & action",
        "target care",
        "attention",
        "attention et action",
        "palier attention",
    ),
}
# The header of each field in French examples and pages: one of its names.
FRENCH: Mapping[str, str] = {
    "mentor": "mentor ou mentore",
    "mentee": "personne mentorée",
    "state": "état",
    "started": "début",
    "ended": "fin",
    "purposes": "buts",
    "networks": "réseaux",
    Area.PURPOSE: "palier intention",
    Area.PRESENCE: "palier présence",
    Area.LISTENING: "palier écoute",
    Area.PUBLISHING: "palier publication",
    Area.CONVERSING: "palier conversation",
    Area.CARE: "palier attention",
}
REQUIRED = ("mentor", "mentee")
STATE_WORDS: Mapping[str, PairingState] = {
    **{state.value: state for state in PairingState},
    "propose": PairingState.PROPOSED,
    "accepte": PairingState.ACCEPTED,
    "actif": PairingState.ACTIVE,
    "en cours": PairingState.ACTIVE,
    "en pause": PairingState.PAUSED,
    "suspendu": PairingState.PAUSED,
    "acheve": PairingState.COMPLETED,
    "mene a terme": PairingState.COMPLETED,
    "termine": PairingState.COMPLETED,
    "arrete": PairingState.ENDED,
    "interrompu": PairingState.ENDED,
    "decline": PairingState.DECLINED,
    "refuse": PairingState.DECLINED,
    "expire": PairingState.EXPIRED,
    "retire": PairingState.WITHDRAWN,
}
NETWORK_WORDS: Mapping[str, NetworkKind] = {
    **{kind.value: kind for kind in NetworkKind},
    "customer community": NetworkKind.COMMUNITY,
    "communaute": NetworkKind.COMMUNITY,
    "communaute de clients": NetworkKind.COMMUNITY,
    "interne": NetworkKind.INTERNAL,
    "publics": NetworkKind.PUBLIC,
}
STAGE_WORDS: Mapping[str, int] = {
    **{str(stage): stage for stage in STAGES},
    **{f"{stage}.0": stage for stage in STAGES},
    **{f"{stage},0": stage for stage in STAGES},
    **dict.fromkeys(("0", "none", "aucun", "no", "non"), 0),
}
_SEPARATORS = re.compile(r"[;,|\n]")


class PairingRowProblem(StrEnum):
    """What is wrong with a row of a pairings file."""

    STARTED_MISSING = "pairing_row_started_missing"
    ENDED_MISSING = "pairing_row_ended_missing"
    ENDED_NOT_OVER = "pairing_row_ended_not_over"
    ENDED_BEFORE_STARTED = "pairing_row_ended_before_started"
    DATE_IN_FUTURE = "pairing_row_date_in_future"
    PURPOSES_MISSING = "pairing_row_purposes_missing"
    PURPOSE_UNKNOWN = "pairing_row_purpose_unknown"
    TOO_MANY_PURPOSES = "pairing_row_too_many_purposes"
    TARGET_BASICS = "pairing_row_target_basics"
    AGREEMENT_LATER = "pairing_row_agreement_later"


@dataclass(frozen=True, slots=True)
class PairingRow:
    """One pairing as a file tells it. An empty `target` means the programme's own."""

    line: int
    mentor: str
    mentee: str
    """As written, like the mentor; who that is the plan knows."""
    programme: str
    state: PairingState
    started: date | None
    ended: date | None
    purposes: tuple[str, ...]
    """As written; the programme's framework knows the codes."""
    networks: frozenset[NetworkKind]
    target: tuple[tuple[Area, int], ...]


@dataclass(frozen=True, slots=True)
class PairingRows:
    """The rows that could be read, what is wrong, and the columns that nobody knows."""

    rows: tuple[PairingRow, ...]
    problems: tuple[RowProblem, ...]
    unknown_columns: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """The header under which the file gives each field."""


def read_pairing_rows(table: Table, *, today: date) -> PairingRows:
    """The pairings of a table. Raises FileProblem if two of its columns say the same."""
    headers = match_columns(table, COLUMNS, REQUIRED)
    problems = missing_columns(headers, table.header_line)
    rows: list[PairingRow] = []
    if not problems:
        for row in table.rows:
            read = _row(Cells(headers, row, problems, []), today)
            if read:
                rows.append(read)
    return PairingRows(tuple(rows), tuple(problems), headers.unknown, headers.names)


def _row(cells: Cells, today: date) -> PairingRow | None:
    mentor = cells.read("mentor", clean, required=True)
    mentee = cells.read("mentee", clean, required=True)
    started = cells.read("started", parse_date)
    ended = cells.read("ended", parse_date)
    state = cells.read("state", one_of(STATE_WORDS)) or _state_from(started, ended)
    networks = cells.read("networks", _networks)
    target = _target(cells)
    _check_dates(cells, state, started, ended, today)
    if mentor is None or mentee is None:
        return None
    return PairingRow(
        line=cells.line,
        mentor=mentor,
        mentee=mentee,
        programme=cells.text("programme").casefold(),
        state=state,
        started=started,
        ended=ended,
        purposes=tuple(split_list(cells.raw("purposes"))),
        networks=networks or frozenset(NetworkKind),
        target=target,
    )


def split_list(text: str) -> Iterable[str]:
    """The entries of a cell that holds several, in order, each once."""
    entries = (clean(entry) for entry in _SEPARATORS.split(text))
    return dict.fromkeys(entry for entry in entries if entry)


def _state_from(started: date | None, ended: date | None) -> PairingState:
    """The state of a row that says none: what its dates say."""
    if ended is not None:
        return PairingState.ENDED
    return PairingState.PROPOSED if started is None else PairingState.ACTIVE


def _networks(text: str) -> frozenset[NetworkKind]:
    parse = one_of(NETWORK_WORDS)
    return frozenset(parse(entry) for entry in split_list(text))


def _target(cells: Cells) -> tuple[tuple[Area, int], ...]:
    said = {area: cells.read(area, one_of(STAGE_WORDS)) for area in Area}
    if all(stage is None for stage in said.values()):
        return ()
    for area in BASIC_AREAS:
        if said[area] == 0:
            cells.note(PairingRowProblem.TARGET_BASICS, area)
        said[area] = said[area] or 1
    return tuple((area, stage) for area, stage in said.items() if stage)


def _check_dates(
    cells: Cells, state: PairingState, started: date | None, ended: date | None, today: date
) -> None:
    begun = state not in {
        PairingState.PROPOSED,
        PairingState.DECLINED,
        PairingState.EXPIRED,
        PairingState.WITHDRAWN,
    }
    if begun and not cells.raw("started"):
        cells.note(PairingRowProblem.STARTED_MISSING, "started")
    if state in FINISHED and not cells.raw("ended"):
        cells.note(PairingRowProblem.ENDED_MISSING, "ended")
    if state not in FINISHED and ended is not None:
        cells.note(PairingRowProblem.ENDED_NOT_OVER, "ended")
    if started is not None and ended is not None and ended < started:
        cells.note(PairingRowProblem.ENDED_BEFORE_STARTED, "ended")
    for name, day in (("started", started), ("ended", ended)):
        if day is not None and day > today:
            cells.note(PairingRowProblem.DATE_IN_FUTURE, name)


def purpose_code(entry: str, purposes: Mapping[str, Mapping[str, str]]) -> str:
    """The code of a kind of purpose that a file names by its code or in either language."""
    for code, texts in purposes.items():
        if word_key(entry) in {word_key(code), *(word_key(text) for text in texts.values())}:
            return code
    raise DomainError(PairingRowProblem.PURPOSE_UNKNOWN, value=entry[:40])
