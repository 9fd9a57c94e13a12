"""From tables to the shapes of a document, one function a shape."""

import re
from collections.abc import Mapping

from squad.framework.rules.document.problems import Flaw
from squad.framework.rules.document.shapes import (
    Choice,
    CompanyRules,
    Opener,
    Sample,
    SampleSet,
)
from squad.framework.rules.document.tables import Table
from squad.framework.rules.model import (
    REFRESH_DAYS,
    STAGES,
    Area,
    AreaText,
    Evidence,
    Milestone,
    NetworkKind,
    Text,
)

CODE = re.compile(r"(?P<area>[a-z]+)-(?P<stage>[1-3])[a-z]")


def build_purposes(table: Table) -> dict[str, Text]:
    """The kinds of purpose in their order, by code."""
    purposes: dict[str, Text] = {}
    for entry in table.tables("purposes", "code"):
        code, name = entry.string("code"), entry.text("name")
        entry.finish()
        if code in purposes:
            entry.flaw(Flaw.DUPLICATE, value=code)
        purposes[code] = name
    return purposes


def build_area(table: Table) -> tuple[AreaText | None, list[Milestone]]:
    """One area with its milestones; no area where its code is not one of the six."""
    code = table.string("area")
    name, about = table.text("name"), table.text("about")
    stages = _stages(table)
    entries = list(table.tables("milestones", "code"))
    table.finish()
    if code not in set(Area):
        table.flaw(Flaw.UNKNOWN_VALUE, "area", value=code)
        return None, []
    area = Area(code)
    milestones = [m for m in (_milestone(entry, area) for entry in entries) if m is not None]
    return AreaText(area, name, about, stages), milestones


def _stages(table: Table) -> Mapping[int, Text]:
    inner = table.inner("stages")
    stages = {stage: inner.text(str(stage)) for stage in STAGES}
    inner.finish()
    return stages


def _milestone(table: Table, area: Area) -> Milestone | None:
    code = table.string("code")
    core = table.flag("core")
    evidence = table.kinds("evidence", Evidence)
    networks = table.kinds("networks", NetworkKind)
    drill = table.flag("drill", False)
    refresh_days = table.whole("refresh_days", REFRESH_DAYS)
    purposes = frozenset(table.strings("purposes", []))
    sample_set = table.string("sample_set", None)
    text, short = table.text("text"), table.text("short")
    detail = table.text("detail", optional=True)
    table.finish()
    match = CODE.fullmatch(code)
    if match is None:
        table.flaw(Flaw.BAD_CODE, value=code)
        return None
    if match["area"] != area:
        table.flaw(Flaw.OTHER_AREA, value=code, area=area.value)
        return None
    return Milestone(
        code=code,
        area=area,
        stage=int(match["stage"]),
        core=core,
        text=text,
        evidence=evidence,
        networks=networks,
        drill=drill,
        refresh_days=refresh_days,
        purposes=purposes,
        sample_set=sample_set,
        short=short,
        detail=detail,
    )


def build_sample_set(table: Table) -> SampleSet:
    """One sample set."""
    found = SampleSet(
        milestone=table.string("milestone"),
        title=table.text("title"),
        instruction=table.text("instruction"),
        choices=tuple(_choice(entry) for entry in table.tables("choices", "code")),
        samples=tuple(_sample(entry) for entry in table.tables("samples")),
        needed=table.whole("needed"),
        by_rules=table.flag("by_rules"),
        key_note=table.text("key_note", optional=True),
        rules=_company_rules(table.optional("rules")),
    )
    table.finish()
    return found


def _company_rules(table: Table | None) -> CompanyRules | None:
    if table is None:
        return None
    rules = CompanyRules(
        title=table.text("title"),
        text=table.text("text", optional=True),
        address=table.text("address", optional=True),
    )
    table.finish()
    return rules


def _choice(table: Table) -> Choice:
    choice = Choice(code=table.string("code"), label=table.text("label"))
    table.finish()
    return choice


def _sample(table: Table) -> Sample:
    sample = Sample(
        text=table.text("text"),
        answer=table.string("answer"),
        reason=table.text("reason"),
        whom=table.text("whom", optional=True),
        material=tuple(entry.languages() for entry in table.tables("material", default=[])),
    )
    table.finish()
    return sample


def build_openers(table: Table) -> dict[str, Opener]:
    """The openers by purpose."""
    openers: dict[str, Opener] = {}
    for entry in table.tables("openers", "purpose"):
        opener = Opener(
            purpose=entry.string("purpose"),
            question=entry.text("question"),
            together=entry.text("together"),
            first=entry.text("first"),
            close=entry.text("close"),
            shows=entry.strings("shows"),
        )
        entry.finish()
        if opener.purpose in openers:
            entry.flaw(Flaw.DUPLICATE, value=opener.purpose)
        openers[opener.purpose] = opener
    return openers
