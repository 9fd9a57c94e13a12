"""From files to a document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import TypeVar

from squad.framework.rules.document.building import (
    build_area,
    build_openers,
    build_purposes,
    build_sample_set,
)
from squad.framework.rules.document.checking import check
from squad.framework.rules.document.drills.building import build_drill
from squad.framework.rules.document.drills.shapes import Drill
from squad.framework.rules.document.guides.building import build_guides, in_order
from squad.framework.rules.document.guides.shapes import Guide
from squad.framework.rules.document.places import (
    AREAS,
    DRILLS,
    FRAMEWORK,
    GUIDES,
    OPENERS,
    SAMPLES,
    area_file,
    drill_file,
    guide_file,
    sample_file,
)
from squad.framework.rules.document.problems import Flaw, FrameworkError, Problem
from squad.framework.rules.document.reading import read_toml
from squad.framework.rules.document.shapes import Document, Opener, SampleSet
from squad.framework.rules.document.tables import Table
from squad.framework.rules.model import Area, AreaText, Framework, Milestone, Text

Item = TypeVar("Item")


def read_folder(path: Traversable) -> Mapping[str, bytes]:
    """The TOML files of a framework folder by their path in it, with forward slashes."""
    found: dict[str, bytes] = {}
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            for name, content in read_folder(entry).items():
                found[f"{entry.name}/{name}"] = content
        elif entry.name.endswith(".toml"):
            found[entry.name] = entry.read_bytes()
    return found


def parse(files: Mapping[str, bytes]) -> Document:
    """The document in these files; raises FrameworkError with every problem found."""
    problems: list[Problem] = []
    tables = _tables(files, problems)
    version, purposes = _framework_file(tables.get(FRAMEWORK), problems)
    areas: list[AreaText] = []
    milestones: list[Milestone] = []
    sets: list[SampleSet] = []
    openers: dict[str, Opener] = {}
    drills: list[Drill] = []
    for name, table in tables.items():
        if name.startswith(AREAS):
            area, found = build_area(table)
            milestones += found
            if area is not None:
                areas.append(area)
                _name_matches(table, area_file(area.area))
        elif name.startswith(SAMPLES):
            sets.append(build_sample_set(table))
            _name_matches(table, sample_file(sets[-1].milestone))
        elif name.startswith(DRILLS):
            drills.append(build_drill(table))
            _name_matches(table, drill_file(drills[-1].code))
        elif name == OPENERS:
            openers = build_openers(table)
            table.finish()
    document = assemble(version, purposes, areas, milestones, sets, openers, problems)
    document = with_drills(document, drills, problems)
    document = replace(document, guides=_guides(tables, problems))
    problems += check(document)
    if problems:
        raise FrameworkError(problems)
    return document


def assemble(
    version: str,
    purposes: Mapping[str, Text],
    areas: Iterable[AreaText],
    milestones: Iterable[Milestone],
    sets: Iterable[SampleSet],
    openers: Mapping[str, Opener],
    problems: list[Problem],
) -> Document:
    """Put the parts together in the order of every report; a code found twice is a problem.

    What belongs to no milestone or purpose comes last, by name.
    """
    rank = {area: position for position, area in enumerate(Area)}
    by_code = _unique(
        sorted(milestones, key=lambda m: (rank[m.area], m.stage, m.code)),
        lambda m: (area_file(m.area), m.code),
        problems,
    )
    by_area = _unique(
        sorted(areas, key=lambda a: rank[a.area]),
        lambda a: (area_file(a.area), a.area.value),
        problems,
    )
    places = {code: position for position, code in enumerate(by_code)}
    by_milestone = _unique(
        sorted(sets, key=lambda s: (places.get(s.milestone, len(places)), s.milestone)),
        lambda s: (sample_file(s.milestone), s.milestone),
        problems,
    )
    framework = Framework(
        version=version,
        areas={area.area: area for area in by_area.values()},
        milestones=by_code,
        purposes=dict(purposes),
    )
    kinds = {code: position for position, code in enumerate(purposes)}
    in_order = sorted(openers.values(), key=lambda o: (kinds.get(o.purpose, len(kinds)), o.purpose))
    return Document(framework, by_milestone, {opener.purpose: opener for opener in in_order})


def _guides(tables: Mapping[str, Table], problems: list[Problem]) -> Mapping[str, Guide]:
    guides: list[Guide] = []
    for name, table in tables.items():
        found = build_guides(table) if name.startswith(GUIDES) else []
        if found:
            _name_matches(table, guide_file(found[0].area))
        guides += found
    return in_order(guides, problems)


def with_drills(document: Document, drills: Iterable[Drill], problems: list[Problem]) -> Document:
    """The document with its drills, the shortest first; a code found twice is a problem."""
    in_order = sorted(drills, key=lambda d: (d.minutes, d.code))
    by_code = _unique(in_order, lambda d: (drill_file(d.code), d.code), problems)
    return replace(document, drills=by_code)


def _unique(
    items: Iterable[Item], place: Callable[[Item], tuple[str, str]], problems: list[Problem]
) -> dict[str, Item]:
    """The items by their code; one that comes twice is a problem, and the last is kept."""
    found: dict[str, Item] = {}
    for item in items:
        file, code = place(item)
        if code in found:
            problems.append(Problem(file, code, Flaw.DUPLICATE, {"value": code}))
        found[code] = item
    return found


def _tables(files: Mapping[str, bytes], problems: list[Problem]) -> dict[str, Table]:
    tables = {}
    for name in sorted(files):
        known = (AREAS, SAMPLES, GUIDES, DRILLS)
        if not (name in (FRAMEWORK, OPENERS) or name.startswith(known)):
            problems.append(Problem(name, "", Flaw.UNKNOWN_FILE))
            continue
        raw, problem = read_toml(files[name], name)
        if problem is not None:
            problems.append(problem)
        else:
            tables[name] = Table(raw, file=name, where="", problems=problems)
    missing = (name for name in (FRAMEWORK, OPENERS) if name not in files)
    problems += [Problem(name, "", Flaw.MISSING_FILE) for name in missing]
    return tables


def _framework_file(table: Table | None, problems: list[Problem]) -> tuple[str, Mapping[str, Text]]:
    if table is None:
        return "", {}
    version, purposes = table.string("version"), build_purposes(table)
    table.finish()
    return version, purposes


def _name_matches(table: Table, expected: str) -> None:
    if table.file != expected:
        table.flaw(Flaw.UNKNOWN_FILE, expected=expected)
