"""Drawings as pure functions: plain values in, safe SVG out, classes only, no style, no script."""

from squad.web.drawings.bars import bars, ladder_bar
from squad.web.drawings.icons import readers, tick, warning
from squad.web.drawings.marks import STATES, area_cell, beads, mark
from squad.web.drawings.minutes import minutes_strip
from squad.web.drawings.signs import rung, sign
from squad.web.drawings.steps import Beside, Closed, steps

__all__ = [
    "STATES",
    "Beside",
    "Closed",
    "area_cell",
    "bars",
    "beads",
    "ladder_bar",
    "mark",
    "minutes_strip",
    "readers",
    "rung",
    "sign",
    "steps",
    "tick",
    "warning",
]
