"""Guides as canonical JSON: one entry an area, as their files."""

from collections.abc import Mapping, Sequence
from typing import Any

from squad.framework.rules.document.guides.shapes import Guide
from squad.framework.rules.document.tables import present
from squad.framework.rules.model import Area


def stored_guides(guides: Mapping[str, Guide]) -> Sequence[Mapping[str, Any]]:
    """What `build_guides` reads back; nothing for a document without guides."""
    by_area = {area: [g for g in guides.values() if g.area is area] for area in Area}
    return [
        {"area": area.value, "guides": [_guide(guide) for guide in found]}
        for area, found in by_area.items()
        if found
    ]


def _guide(guide: Guide) -> Mapping[str, Any]:
    raw: dict[str, Any] = {
        "stage": guide.stage,
        "aim": guide.aim,
        "question": guide.question,
        "together": [{"minutes": each.minutes, "text": each.text} for each in guide.together],
        "careful": guide.careful,
        "close": guide.close,
        "shows": list(guide.shows),
        "networks": {kind.value: note for kind, note in guide.networks.items()},
    }
    return raw | present(alone=guide.alone)
