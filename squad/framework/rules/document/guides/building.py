"""From tables to guides."""

from collections.abc import Iterable, Mapping, Sequence

from squad.framework.rules.document.guides.shapes import Guide, Trial
from squad.framework.rules.document.places import guide_file
from squad.framework.rules.document.problems import Flaw, Problem
from squad.framework.rules.document.tables import Table
from squad.framework.rules.model import STAGES, Area, NetworkKind, Text


def build_guides(table: Table) -> Sequence[Guide]:
    """The guides of one area; none where its code is not one of the six."""
    code = table.string("area")
    guides = [_guide(entry, code) for entry in table.tables("guides")]
    table.finish()
    if code not in set(Area):
        table.flaw(Flaw.UNKNOWN_VALUE, "area", value=code)
    return [guide for guide in guides if guide is not None]


def in_order(guides: Iterable[Guide], problems: list[Problem]) -> Mapping[str, Guide]:
    """The guides by area and stage; one that comes twice is a problem, and the last is kept."""
    rank = {area: position for position, area in enumerate(Area)}
    found: dict[str, Guide] = {}
    for guide in sorted(guides, key=lambda g: (rank[g.area], g.stage)):
        if guide.place in found:
            params = {"value": guide.place}
            problems.append(Problem(guide_file(guide.area), guide.place, Flaw.DUPLICATE, params))
        found[guide.place] = guide
    return found


def _guide(table: Table, area: str) -> Guide | None:
    stage = table.whole("stage")
    parts = {key: table.text(key) for key in ("aim", "question", "careful", "close")}
    alone = table.text("alone", optional=True)
    together = tuple(_trial(entry) for entry in table.tables("together"))
    shows, networks = table.strings("shows"), _networks(table)
    table.finish()
    if stage not in STAGES:
        table.flaw(Flaw.OUT_OF_RANGE, "stage", found=stage, least=STAGES[0], most=STAGES[-1])
        return None
    if area not in set(Area):
        return None
    return Guide(
        area=Area(area),
        stage=stage,
        together=together,
        shows=shows,
        alone=alone,
        networks=networks,
        **parts,
    )


def _trial(table: Table) -> Trial:
    trial = Trial(minutes=table.whole("minutes"), text=table.text("text"))
    table.finish()
    return trial


def _networks(table: Table) -> Mapping[NetworkKind, Text]:
    """The notes by kind of network; the one for internal networks is always there."""
    inner = table.inner("networks")
    notes = {
        kind: inner.text(kind.value, optional=kind is not NetworkKind.INTERNAL)
        for kind in NetworkKind
    }
    inner.finish()
    return {kind: note for kind, note in notes.items() if note}
