"""A document with one thing changed; whether it is sound again, `check` says."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from string import ascii_lowercase

from squad.framework.rules.document.checking import VERSION
from squad.framework.rules.document.shapes import Document, SampleSet
from squad.framework.rules.model import Area, AreaText, Framework, Milestone

LETTERS = ascii_lowercase


def with_area(document: Document, area: AreaText) -> Document:
    """An area with other texts."""
    areas = {**document.framework.areas, area.area: area}
    return _with(document, areas={code: areas[code] for code in Area if code in areas})


def with_milestone(document: Document, milestone: Milestone) -> Document:
    """A milestone put in its place, instead of the one of the same code if there is one."""
    found = {**document.framework.milestones, milestone.code: milestone}
    rank = list(Area)
    ordered = sorted(found.values(), key=lambda m: (rank.index(m.area), m.stage, m.code))
    return _with(document, milestones={m.code: m for m in ordered})


def without_milestone(document: Document, code: str) -> Document:
    """A milestone taken out with its sample set, also from first sessions, guides and drills."""

    def others(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(shown for shown in codes if shown != code)

    return replace(
        _with(
            document,
            milestones={c: m for c, m in document.framework.milestones.items() if c != code},
        ),
        openers={p: replace(o, shows=others(o.shows)) for p, o in document.openers.items()},
        guides={p: replace(g, shows=others(g.shows)) for p, g in document.guides.items()},
        drills={
            c: replace(d, backs=others(d.backs), practises=others(d.practises))
            for c, d in document.drills.items()
        },
        sample_sets={c: s for c, s in document.sample_sets.items() if c != code},
    )


def with_sample_set(document: Document, found: SampleSet) -> Document:
    """A sample set put in its place; its milestone refers to it."""
    sets = {**document.sample_sets, found.milestone: found}
    order = [*document.framework.milestones, found.milestone]
    ordered = {code: sets[code] for code in sorted(sets, key=order.index)}
    return _refer(replace(document, sample_sets=ordered), found.milestone, found.milestone)


def without_sample_set(document: Document, code: str) -> Document:
    """A sample set taken out; its milestone does without."""
    sets = {c: s for c, s in document.sample_sets.items() if c != code}
    return _refer(replace(document, sample_sets=sets), code, None)


def with_version(document: Document, version: str) -> Document:
    """The same document under another version."""
    return _with(document, version=version)


def next_code(area: Area, stage: int, used: Collection[str]) -> str | None:
    """A code for a new milestone after all that were ever `used`; None when letters are out.

    A code never changes its meaning: that of a milestone which was taken out is not given again.
    """
    prefix = f"{area.value}-{stage}"
    letters = [code[-1] for code in used if re.fullmatch(rf"{prefix}[a-z]", code)]
    after = LETTERS.index(max(letters)) + 1 if letters else 0
    return f"{prefix}{LETTERS[after]}" if after < len(LETTERS) else None


def next_edition(version: str, taken: Iterable[str]) -> str:
    """The company's next edition of a shipped version: 2026.2, 2026.2.1 → 2026.2.2.

    Shipped versions have two numbers, so the two never meet.
    """
    match = VERSION.fullmatch(version)
    shipped = match["shipped"] if match else version
    found = [VERSION.fullmatch(code) for code in taken]
    editions = [int(m["edition"] or 0) for m in found if m and m["shipped"] == shipped]
    return f"{shipped}.{max(editions, default=0) + 1}"


def _refer(document: Document, code: str, to: str | None) -> Document:
    milestone = document.framework.milestones.get(code)
    return with_milestone(document, replace(milestone, sample_set=to)) if milestone else document


def _with(document: Document, **values: object) -> Document:
    framework: Framework = replace(document.framework, **values)  # type: ignore[arg-type]  # its own
    return replace(document, framework=framework)
